package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** One slicer serves request after request. */
class SlicerReuseTest {
  private static final Stream STREAM = Sliced.open(6, 60);

  /** Lives through all tries of the property, which are thousands of requests. */
  private static final Slicer OLD = Sliced.slicer(STREAM);

  record Request(Form form, String body) {}

  @Property(tries = 3_000)
  void nothingOfARequestIsLeftInTheNext(@ForAll("requests") Request request) {
    assertThat(told(OLD, request)).isEqualTo(told(Sliced.slicer(STREAM), request));
  }

  /** All that a slicer says of a request, but for the random part of new ids. */
  private static List<Object> told(Slicer slicer, Request request) {
    try {
      Slices slices =
          slicer.slice(
              request.body().getBytes(UTF_8),
              request.form(),
              Sliced.TENANT,
              Sliced.NOW_MICROS,
              Optional.empty());
      return List.of(
          Sliced.events(slices),
          IntStream.range(0, slices.count()).mapToObj(i -> Sliced.key(slices, i)).toList(),
          IntStream.range(0, slices.count()).mapToObj(slices::hasNewId).toList(),
          slices.bytes(),
          slices.duplicates(),
          slices.rejected(),
          slices.violations());
    } catch (MalformedJson | TooManyEvents refused) {
      return List.of(refused.getClass(), String.valueOf(refused.getMessage()));
    }
  }

  @Provide
  Arbitrary<Request> requests() {
    Arbitrary<List<String>> events =
        Arbitraries.of(
                "{}",
                "{\"id\":\"a\"}",
                "{\"id\":\"a\" }",
                "{\"id\":\"\\u0061\"}",
                "{\"id\":\"b\",\"session\":\"s\"}",
                "{\"id\":1,\"session\":5}",
                "{\"id\":\"1\"}",
                "{\"id\":\"\"}",
                "{\"x\":1,\"x\":2}",
                "{\"type\":1,\"id\":\"c\"}",
                "{\"at\":1.5}",
                "{\"id\":\"large\",\"v\":\"" + "x".repeat(60) + "\"}",
                "7",
                "{\"broken\":}")
            .list()
            .ofMaxSize(7);
    Arbitrary<Request> lines =
        events.map(all -> new Request(Form.LINES, String.join("\n", all) + "\n"));
    Arbitrary<Request> texts =
        Combinators.combine(
                Arbitraries.of("[%s]", "{\"events\":[%s]}", "{\"events\":[%s],\"x\":1}", "[%s"),
                events)
            .as((form, all) -> new Request(Form.JSON, form.formatted(String.join(",", all))));
    return Arbitraries.oneOf(lines, texts);
  }

  @Test
  void allocatesNothingForAnEventButItsPlaces() throws MalformedJson, TooManyEvents {
    byte[] body = hundredEvents().getBytes(UTF_8);
    Slicer slicer = Sliced.slicer(Sliced.open(1_000, 10_000));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int request = 0; request < 10_000; request++) {
      assertThat(
              slicer
                  .slice(body, Form.JSON, Sliced.TENANT, Sliced.NOW_MICROS, Optional.empty())
                  .count())
          .isEqualTo(100);
    }

    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / 1_000_000).as("bytes allocated for an event").isLessThan(60);
  }

  private static String hundredEvents() {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                "{\"id\":\"event-%d\",\"type\":\"t\",\"session\":\"s-%d\",\"at\":%d,\"v\":\"%s\"}"
                    .formatted(i, i % 7, 1_717_200_000_000L + i, "x".repeat(200)))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
