package io.penstock.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.audit.Denials.Sample;
import io.penstock.observability.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenialsTest {
  private static final Subject ACME = new Subject("acme", "k1");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Denials denials = new Denials(new Meters(registry, "test"));

  @Test
  void ofOneKindThereIsOneSample() {
    denials.note("unknown", Subject.NOBODY, "192.0.2.7");
    denials.note("unknown", Subject.NOBODY, "192.0.2.7");
    denials.note("malformed", Subject.NOBODY, "192.0.2.7");

    assertThat(told(denials.drain()))
        .containsExactlyInAnyOrder("unknown  192.0.2.7 2", "malformed  192.0.2.7 1");
    assertThat(denials.drain()).isEmpty();
    assertThat(registry.get("penstock.requests.denied").tag("reason", "unknown").counter().count())
        .isEqualTo(2);
  }

  @Test
  void aKeyIsOneKindFromWhereverItSends() {
    denials.note("revoked", ACME, "192.0.2.7");
    denials.note("revoked", ACME, "192.0.2.8");

    assertThat(told(denials.drain())).containsExactly("revoked k1 192.0.2.7 2");
  }

  @Test
  void allAddressesOfAHouseholdAreOneKind() {
    denials.note("unknown", Subject.NOBODY, "2001:db8::1");
    denials.note("unknown", Subject.NOBODY, "2001:db8:0:0:ffff::9");
    denials.note("unknown", Subject.NOBODY, "2001:db8:0:1::1");

    assertThat(told(denials.drain()))
        .containsExactlyInAnyOrder("unknown  2001:db8::/64 2", "unknown  2001:db8:0:1::/64 1");
  }

  @Test
  void strangersFromEverywhereAreBoundedAndHideNobodyWithAKey() {
    for (int i = 0; i < 10_000; i++) {
      denials.note("unknown", Subject.NOBODY, "10.0.%d.%d".formatted(i / 250, i % 250));
      denials.note("no_credentials", Subject.NOBODY, "10.1.%d.%d".formatted(i / 250, i % 250));
    }
    denials.note("revoked", ACME, "192.0.2.7");

    List<Sample> samples = denials.drain();

    assertThat(samples).hasSize(Denials.KINDS_MAX + 3);
    assertThat(told(samples)).contains("revoked k1 192.0.2.7 1", "unknown  others 9992");
    assertThat(samples.stream().mapToLong(Sample::denials).sum()).isEqualTo(20_001);
  }

  @Test
  void keysAreBoundedToo() {
    IntStream.range(0, 100)
        .forEach(i -> denials.note("revoked", new Subject("acme", "k" + i), "192.0.2.7"));

    List<Sample> samples = denials.drain();

    assertThat(samples).hasSize(Denials.KINDS_MAX + 1);
    assertThat(told(samples)).contains("revoked  others 84");
  }

  @Test
  void whatWasPutBackIsCountedOnWithoutAnother() {
    IntStream.range(0, 20).forEach(i -> denials.note("unknown", Subject.NOBODY, "192.0.2." + i));
    denials.note("revoked", ACME, "192.0.2.7");
    List<Sample> before = denials.drain();

    denials.putBack(before);
    denials.note("revoked", ACME, "192.0.2.8");

    List<Sample> after = denials.drain();
    assertThat(after).hasSameSizeAs(before);
    assertThat(told(after)).contains("revoked k1 192.0.2.7 2", "unknown  others 4");
    assertThat(registry.get("penstock.requests.denied").tag("reason", "revoked").counter().count())
        .isEqualTo(2);
  }

  @Test
  void whileManyCountAndOneReadsNothingIsLostAndNothingTwice() throws Exception {
    int threads = 4;
    int each = 50_000;
    List<Sample> samples = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(threads)) {
      var counting =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      senders.submit(
                          () ->
                              IntStream.range(0, each)
                                  .forEach(
                                      i ->
                                          denials.note(
                                              "unknown",
                                              Subject.NOBODY,
                                              "10.0.0." + i % (Denials.KINDS_MAX + 4)))))
              .toList();
      while (!counting.stream().allMatch(it -> it.isDone())) {
        samples.addAll(denials.drain());
      }
      for (var done : counting) {
        done.get();
      }
    }
    samples.addAll(denials.drain());

    assertThat(samples.stream().mapToLong(Sample::denials).sum()).isEqualTo((long) threads * each);
    assertThat(denials.drain()).isEmpty();
  }

  private static List<String> told(List<Sample> samples) {
    return samples.stream()
        .map(
            sample ->
                "%s %s %s %d"
                    .formatted(
                        sample.kind().reason(),
                        sample.kind().subject().keyId(),
                        sample.address(),
                        sample.denials()))
        .toList();
  }
}
