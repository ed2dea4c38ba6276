package io.penstock.access.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.Caller;
import io.penstock.access.audit.Denials;
import io.penstock.access.signing.Signatures.Begun;
import io.penstock.access.tenant.Tenant;
import io.penstock.cluster.Alone;
import io.penstock.cluster.SharedSet;
import io.penstock.cluster.SharedSet.Added;
import io.penstock.config.Secret;
import io.penstock.fixture.Corpora;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  private static final JsonObject VECTOR = vector();
  private static final long TIME = VECTOR.getLong("timestamp");
  private static final String BODY = VECTOR.getString("body");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, String> headers =
      new HashMap<>(
          Map.of(
              "webhook-id", VECTOR.getString("id"),
              "webhook-timestamp", Long.toString(TIME),
              "webhook-signature", VECTOR.getString("signature")));

  @Test
  void takesTheRequestThatTheStandardsOwnLibrariesAreTriedWith() {
    assertThat(isGenuine(BODY)).isTrue();
  }

  @Test
  void takesNoOtherBodyAndNoOtherHead() {
    assertThat(isGenuine(BODY + " ")).isFalse();
    headers.put("webhook-timestamp", Long.toString(TIME + 1));
    assertThat(isGenuine(BODY)).isFalse();
    headers.put("webhook-timestamp", "0" + TIME);
    assertThat(isGenuine(BODY)).isFalse();
    headers.put("webhook-timestamp", Long.toString(TIME));
    headers.put("webhook-id", "msg_other");
    assertThat(isGenuine(BODY)).isFalse();
  }

  @Test
  void ofSeveralSignaturesOneIsEnough() {
    String wrong = "v1," + Base64.getEncoder().encodeToString(new byte[32]);
    headers.compute("webhook-signature", (name, good) -> wrong + " v1a,AAAA " + good);

    assertThat(isGenuine(BODY)).isTrue();
  }

  @Test
  void aSignatureThatWasCutShortIsNone() {
    String tag = VECTOR.getString("signature").substring(3);
    byte[] half = Arrays.copyOf(Base64.getDecoder().decode(tag), 16);
    headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(half));

    assertThat(begin(TIME)).isEqualTo(new Begun.Wrong(SigningFault.MISSING));
  }

  @ParameterizedTest
  @CsvSource({"-301, CLOCK_SKEW", "301, CLOCK_SKEW", "86400, CLOCK_SKEW", "-86400, CLOCK_SKEW"})
  void itsTimeIsNotFarFromOurs(long ahead, SigningFault fault) {
    assertThat(begin(TIME + ahead)).isEqualTo(new Begun.Wrong(fault));
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -1, 0, 1, 300})
  void aClockMayBeSomewhatWrong(long ahead) {
    assertThat(begin(TIME + ahead)).isInstanceOf(Begun.Signed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-id,''",
    "webhook-id,a.b",
    "webhook-id,a b",
    "webhook-timestamp,''",
    "webhook-timestamp,-1",
    "webhook-timestamp,1614265330.5",
    "webhook-timestamp,99999999999999999999",
    "webhook-timestamp,now",
    "webhook-signature,''",
    "webhook-signature,v1",
    "webhook-signature,'v1,'",
    "webhook-signature,'v1,!'",
    "webhook-signature,'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
  })
  void whatIsNotAsItIsToBeIsMissing(String header, String value) {
    headers.put(header, value);

    assertThat(begin(TIME)).isEqualTo(new Begun.Wrong(SigningFault.MISSING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void whatComesTwiceOrNotAtAllIsMissingToo(String header) {
    Begun missing = new Begun.Wrong(SigningFault.MISSING);
    String good = headers.remove(header);

    assertThat(begin(TIME)).isEqualTo(missing);
    assertThat(begin(name -> name.equals(header) ? List.of(good, good) : values(name)))
        .isEqualTo(missing);
  }

  @Test
  void isTakenOnceUnlessItWasNotKept() {
    Signatures signatures = signatures(TIME);
    SignedRequest first = request(signatures);
    SignedRequest again = request(signatures);

    assertThat(signatures.take(first).result()).isEqualTo(Added.NEW);
    assertThat(signatures.take(again).result()).isEqualTo(Added.SEEN_BEFORE);
    signatures.giveBack(first);
    assertThat(signatures.take(again).result()).isEqualTo(Added.NEW);
  }

  @Test
  void oneTenantFillsNoMinuteForAllOthers() {
    var few = new FewNumbers();
    var signatures = signatures(TIME, few);

    assertThat(take(signatures, "greedy", "msg_1")).isEqualTo(Added.NEW);
    assertThat(take(signatures, "greedy", "msg_2")).isEqualTo(Added.NEW);
    assertThat(take(signatures, "greedy", "msg_3")).isEqualTo(Added.FULL);
    assertThat(take(signatures, "modest", "msg_4")).isEqualTo(Added.NEW);
  }

  private Added take(Signatures signatures, String tenant, String id) {
    headers.put("webhook-id", id);
    var request = ((Begun.Signed) begin(signatures, tenant, this::values)).request();
    request.check(BODY.getBytes(UTF_8));
    return signatures.take(request).result();
  }

  /** As on a node of very many. */
  private static final class FewNumbers implements SharedSet {
    private final SharedSet numbers = new Alone("test", clock(TIME)).set(Signatures.SET);

    @Override
    public int shareMax() {
      return 4;
    }

    @Override
    public Future<Added> add(long era, long seen) {
      return numbers.add(era, seen);
    }

    @Override
    public Future<Void> remove(long era, long seen) {
      return numbers.remove(era, seen);
    }

    @Override
    public void forgetBefore(long era) {
      numbers.forgetBefore(era);
    }
  }

  @Test
  void whatIsTooOldToBeTakenIsForgotten() {
    SharedSet numbers = new Alone("test", clock(TIME)).set(Signatures.SET);
    SignedRequest request = request(signatures(TIME, numbers));
    var signatures = signatures(TIME, numbers);
    signatures.take(request);

    signatures(TIME + 300, numbers).forgetOld();
    assertThat(signatures.take(request).result()).isEqualTo(Added.SEEN_BEFORE);

    signatures(TIME + 420, numbers).forgetOld();
    assertThat(signatures.take(request).result()).isEqualTo(Added.NEW);
  }

  private boolean isGenuine(String body) {
    SignedRequest request = ((Begun.Signed) begin(TIME)).request();
    request.check(body.getBytes(UTF_8));
    return request.isGenuine();
  }

  private SignedRequest request(Signatures signatures) {
    SignedRequest request = ((Begun.Signed) begin(signatures)).request();
    request.check(BODY.getBytes(UTF_8));
    return request;
  }

  private Begun begin(long nowSeconds) {
    return begin(signatures(nowSeconds));
  }

  private List<String> values(String header) {
    return Optional.ofNullable(headers.get(header)).stream().toList();
  }

  private Begun begin(Signatures signatures) {
    return begin(signatures, this::values);
  }

  private Begun begin(Function<String, List<String>> values) {
    return begin(signatures(TIME), values);
  }

  private static Begun begin(Signatures signatures, Function<String, List<String>> values) {
    return begin(signatures, "acme", values);
  }

  private static Begun begin(
      Signatures signatures, String tenant, Function<String, List<String>> values) {
    SigningKey key = SigningKey.of(new Secret(VECTOR.getString("secret"))).orElseThrow();
    var caller = new Caller(Tenant.ofConfiguration(tenant), "k1", "192.0.2.7", Optional.of(key));
    return signatures.begin(key, caller, values);
  }

  @Test
  void whatIsRefusedIsCountedByItsReason() {
    Signatures signatures = signatures(TIME);
    signatures.take(request(signatures));
    signatures.take(request(signatures));
    ((Begun.Signed) begin(signatures)).request().check("another body".getBytes(UTF_8));
    begin(TIME + 301);
    headers.remove("webhook-signature");
    begin(TIME);

    for (String reason :
        List.of("replayed", "signature_wrong", "clock_skew", "signature_missing")) {
      assertThat(registry.get("penstock.requests.denied").tag("reason", reason).counter().count())
          .isEqualTo(1);
    }
  }

  private Signatures signatures(long nowSeconds) {
    return signatures(nowSeconds, new Alone("test", clock(nowSeconds)).set(Signatures.SET));
  }

  private Signatures signatures(long nowSeconds, SharedSet taken) {
    return new Signatures(clock(nowSeconds), taken, new Denials(new Meters(registry, "test")));
  }

  private static Clock clock(long nowSeconds) {
    return Clock.fixed(Instant.ofEpochSecond(nowSeconds), ZoneOffset.UTC);
  }

  private static JsonObject vector() {
    var all =
        new JsonArray(
            new String(
                Corpora.bytes(Corpora.path("webhook-signing/published-vectors.json")), UTF_8));
    return all.getJsonObject(0);
  }
}
