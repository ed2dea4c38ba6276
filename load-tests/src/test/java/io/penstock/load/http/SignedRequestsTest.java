package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.Caller;
import io.penstock.access.audit.Denials;
import io.penstock.access.signing.Signatures;
import io.penstock.access.signing.Signatures.Begun;
import io.penstock.access.signing.SignedRequest;
import io.penstock.access.signing.SigningKey;
import io.penstock.access.tenant.Tenant;
import io.penstock.cluster.Alone;
import io.penstock.cluster.SharedSet.Added;
import io.penstock.config.Secret;
import io.penstock.observability.Meters;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedRequestsTest {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(US_ASCII));
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  private final Signatures server =
      new Signatures(
          CLOCK,
          new Alone("test", CLOCK).set(Signatures.SET),
          new Denials(new Meters(new SimpleMeterRegistry(), "test")));

  @Test
  void theServerTakesEachAsGenuineAndAsNew() {
    Requests requests = requests("[1]", "[2,3]");

    for (int number = 0; number < 4; number++) {
      SignedRequest request = read(text(requests.request(number, NONE)));
      assertThat(request.isGenuine()).isTrue();
      assertThat(server.take(request).result()).isEqualTo(Added.NEW);
    }
  }

  @Test
  void anotherRunRepeatsNoneOfThem() {
    String first = text(requests("[1]").request(0, NONE));
    String second = text(requests("[1]").request(0, NONE));

    assertThat(headers(first, "webhook-id")).isNotEqualTo(headers(second, "webhook-id"));
  }

  @Test
  void aConnectionHasOneBufferForAllOfItsRequests() {
    Requests requests = requests("[1]", "[2,3]");
    ByteBuffer first = requests.request(0, NONE);

    ByteBuffer second = requests.request(1, first);

    assertThat(second).isSameAs(first);
    assertThat(text(second)).endsWith("\r\n\r\n[2,3]").contains("Content-Length: 5\r\n");
  }

  private static Requests requests(String... bodies) {
    HttpTarget target = new HttpTarget(1, "/events").as("key", Optional.of(SECRET));
    return new SignedRequests(
        target,
        SECRET,
        List.of(bodies).stream().map(body -> body.getBytes(US_ASCII)).toList(),
        CLOCK);
  }

  private SignedRequest read(String request) {
    SigningKey key = SigningKey.of(new Secret(SECRET)).orElseThrow();
    var caller = new Caller(Tenant.ofConfiguration("acme"), "key", "127.0.0.1", Optional.of(key));
    Begun begun = server.begin(key, caller, name -> headers(request, name));
    SignedRequest signed = ((Begun.Signed) begun).request();
    signed.check(request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(US_ASCII));
    return signed;
  }

  private static List<String> headers(String request, String name) {
    return request
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }

  private static String text(ByteBuffer request) {
    return US_ASCII.decode(request.duplicate()).toString();
  }
}
