package io.penstock.access.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Corpora;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final Path CASES = Path.of("client-ip", "realclientip-cases.json");

  /** What theirs skips denies here: nobody knows what a proxy meant that wrote no address. */
  private static final Set<String> UNPARSABLE =
      Set.of("XFF: rightmost not desirable", "Forwarded: rightmost not desirable");

  /** Theirs finds nobody then; a proxy that speaks for nobody speaks for itself. */
  private static final String NO_HEADER = "Fail: Forwarded: no header";

  private static final IpAddress PROXY = ip("10.0.0.1");
  private static final List<Network> PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "::1/128",
              "fc00::/7",
              "fe80::/10")
          .map(network -> Network.parse(network).orElseThrow())
          .toList();

  static List<JsonObject> rightmostNonPrivate() {
    return cases("TestRightmostNonPrivateStrategy").stream()
        .filter(each -> !each.getBoolean("wantErr"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource
  void rightmostNonPrivate(JsonObject one) {
    boolean differs = UNPARSABLE.contains(one.getString("name"));
    String wanted = one.getString("name").equals(NO_HEADER) ? PROXY.text() : one.getString("want");

    assertThat(clientOf(one)).isEqualTo(differs ? Optional.empty() : IpAddress.parse(wanted));
  }

  /** It has to be told which of the headers its proxies write. */
  private static Optional<IpAddress> clientOf(JsonObject one) {
    String name = one.getString("headerName");
    List<String> lines =
        one.getJsonObject("headers").stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .flatMap(header -> ((JsonArray) header.getValue()).stream())
            .map(String.class::cast)
            .toList();
    return new ClientAddress(PRIVATE, header(name)).of(PROXY, header -> lines);
  }

  private static ForwardingHeader header(String name) {
    return name.equalsIgnoreCase("forwarded")
        ? ForwardingHeader.FORWARDED
        : ForwardingHeader.X_FORWARDED_FOR;
  }

  static List<JsonObject> remoteAddress() {
    return cases("TestRemoteAddrStrategy");
  }

  @ParameterizedTest
  @MethodSource
  void remoteAddress(JsonObject one) {
    assertThat(ClientAddress.address(one.getString("remoteAddr")))
        .isEqualTo(IpAddress.parse(one.getString("want")));
  }

  static List<JsonObject> withZonesAndPorts() {
    return cases("TestParseIPAddr").stream()
        .filter(
            one -> !Set.of("Zero address", "Unspecified address").contains(one.getString("name")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource
  void withZonesAndPorts(JsonObject one) {
    assertThat(ClientAddress.address(one.getString("ipStr")))
        .isEqualTo(
            one.getBoolean("wantErr") ? Optional.empty() : IpAddress.parse(one.getString("want")));
  }

  /** They are addresses, and nobody has them. */
  @Test
  void nobodySendsFromTheUnspecifiedAddress() {
    assertThat(IpAddress.parse("0.0.0.0").map(IpAddress::text)).contains("0.0.0.0");
    assertThat(IpAddress.parse("::").map(IpAddress::text)).contains("::");
    assertThat(ClientAddress.address("0.0.0.0")).isEmpty();
    assertThat(ClientAddress.address("::")).isEmpty();
  }

  @Test
  void aPeerThatIsNoProxyOfOursSpeaksForItself() {
    assertThat(proxies("10.0.0.0/8").of(ip("9.9.9.9"), header -> List.of("1.1.1.1")))
        .contains(ip("9.9.9.9"));
    assertThat(proxies().of(PROXY, header -> List.of("1.1.1.1"))).contains(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.1.1.1                     | 1.1.1.1
          6.6.6.6, 1.1.1.1            | 1.1.1.1
          6.6.6.6, 1.1.1.1, 10.0.0.7  | 1.1.1.1
          nope, 1.1.1.1               | 1.1.1.1
          10.0.0.9, 10.0.0.7          | 10.0.0.9
          ::ffff:1.1.1.1              | 1.1.1.1
          ::ffff:10.0.0.7, 1.1.1.1    | 1.1.1.1
          1.1.1.1, ::ffff:10.0.0.7    | 1.1.1.1
          fe80::7%eth0                | fe80::7
          [2001:db8::1]:443           | 2001:db8::1
          """)
  void theFirstFromTheRightThatIsNoProxyOfOurs(String line, String client) {
    assertThat(proxies("10.0.0.0/8").of(PROXY, header -> List.of(line))).contains(ip(client));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nope
          ''
          1.1.1.1, nope
          1.1.1.1,
          1.1.1.1, unknown
          1.1.1.1, 127.1
          1.1.1.1, 010.0.0.1
          1.1.1.1, 2130706433
          1.1.1.1, 0.0.0.0
          1.1.1.1, [::1
          """)
  void somethingElseOnTheWayDenies(String line) {
    assertThat(proxies("10.0.0.0/8").of(PROXY, header -> List.of(line))).isEmpty();
  }

  /** A sender's quote, which it never closes, and behind it what an honest proxy adds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [198.51.100.7]", 203.0.113.9            | 203.0.113.9
          198.51.100.7:", 203.0.113.9             | 203.0.113.9
          198.51.100.7%", 203.0.113.9             | 203.0.113.9
          [198.51.100.7]", 203.0.113.9, 10.0.0.3  | 203.0.113.9
          [198.51.100.7]", 2001:db8::9            | 2001:db8::9
          """)
  void nobodyChoosesItsAddressByLeavingAQuoteOpen(String line, String client) {
    assertThat(proxies("10.0.0.0/8").of(PROXY, header -> List.of(line))).contains(ip(client));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=198.51.100.7;x=\", for=203.0.113.9",
        "for=198.51.100.7;x=\", for=\"[2001:db8::9]\"",
        "for=198.51.100.7;x=\"\\, for=\"[2001:db8::9]\", for=10.0.0.3",
        "for=\"198.51.100.7"
      })
  void aQuoteThatIsLeftOpenNamesNobody(String line) {
    var clients = new ClientAddress(PRIVATE, ForwardingHeader.FORWARDED);

    assertThat(clients.of(PROXY, header -> List.of(line))).isEmpty();
  }

  @Test
  void aLineForEachProxyIsReadAsOne() {
    assertThat(proxies("10.0.0.0/8").of(PROXY, header -> List.of("6.6.6.6", "1.1.1.1", "10.0.0.3")))
        .contains(ip("1.1.1.1"));
  }

  private static ClientAddress proxies(String... trusted) {
    return new ClientAddress(
        Stream.of(trusted).map(network -> Network.parse(network).orElseThrow()).toList(),
        ForwardingHeader.X_FORWARDED_FOR);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static List<JsonObject> cases(String table) {
    var all = new JsonObject(new String(Corpora.bytes(Corpora.path(CASES.toString())), UTF_8));
    return all.getJsonArray(table).stream().map(JsonObject.class::cast).toList();
  }
}
