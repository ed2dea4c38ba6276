package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
  @Test
  void isAloneAndOnLoopbackUnlessToldOtherwise() {
    assertThat(read(Configuration.ofYaml("")))
        .isEqualTo(
            new ClusterConfig(
                false,
                "penstock",
                "127.0.0.1",
                5701,
                5801,
                List.of(),
                Optional.empty(),
                false,
                Optional.empty()));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            enabled: true
            name: events
            host: 10.0.0.1
            port: 6701
            bus-port: 6801
            members: ["10.0.0.2:6701", "penstock.example:6701", "[fd00::2]:6701"]
            secret: a secret
            insecure: true
            tls: {certificate: node.pem, key: node.key, authority: all.pem}
            """);

    assertThat(read(configuration))
        .isEqualTo(
            new ClusterConfig(
                true,
                "events",
                "10.0.0.1",
                6701,
                6801,
                List.of("10.0.0.2:6701", "penstock.example:6701", "[fd00::2]:6701"),
                Optional.of(new Secret("a secret")),
                true,
                Optional.of(new ClusterConfig.Tls("node.pem", "node.key", "all.pem"))));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    assertThat(complaints("{port: 0, bus-port: 65536, members: [node-2, 'a b:1'], prot: 1}"))
        .containsExactly(
            "bus-port: 65536 is not between 1 and 65535",
            "members: 'a b:1' is not host:port",
            "members: 'node-2' is not host:port",
            "port: 0 is not between 1 and 65535",
            "prot: unknown key, expected one of [bus-port, enabled, host, insecure, members, name,"
                + " port, secret, tls], did you mean 'port'?");
  }

  @Test
  void refusesToListenToEverybody() {
    assertThat(complaints("{enabled: true, host: 0.0.0.0, members: ['a:1'], insecure: true}"))
        .containsExactly(
            "host: '0.0.0.0' is no address of one node; name that by which others reach it");
    assertThat(complaints("{enabled: true, host: '::', members: ['a:1'], insecure: true}"))
        .containsExactly(
            "host: '::' is no address of one node; name that by which others reach it");
  }

  @Test
  void refusesAnAddressOfTheNetworkWithoutTls() {
    assertThat(complaints("{enabled: true, host: 10.1.2.3, members: ['a:1']}"))
        .containsExactly(
            "host: 10.1.2.3 can be reached by others: give cluster.tls (penstock certificates makes"
                + " some to try), or say cluster.insecure: true where nobody else is on that"
                + " network");
  }

  @Test
  void takesAnAddressOfTheNetworkWithTlsOrOnOnesOwnWord() {
    assertThat(
            complaints(
                "{enabled: true, host: 10.1.2.3, members: ['a:1'],"
                    + " tls: {certificate: c, key: k, authority: a}}"))
        .isEmpty();
    assertThat(complaints("{enabled: true, host: 10.1.2.3, members: ['a:1'], insecure: true}"))
        .isEmpty();
  }

  @Test
  void refusesHalfOfTls() {
    assertThat(complaints("{enabled: true, members: ['a:1'], tls: {certificate: c}}"))
        .containsExactly(
            "tls.authority: is missing; the bus needs certificate, key and authority",
            "tls.key: is missing; the bus needs certificate, key and authority");
  }

  @Test
  void refusesToBeginWithoutKnowingAnybody() {
    assertThat(complaints("{enabled: true}"))
        .containsExactly("members: is empty; name at least one other node as host:port");
  }

  @Test
  void refusesOnePortForTwoThings() {
    assertThat(complaints("{enabled: true, members: ['a:1'], port: 5801}"))
        .containsExactly("bus-port: 5801 is the port of Hazelcast too; it needs its own");
  }

  @Test
  void whatIsNotUsedMayBeAnything() {
    assertThat(complaints("{host: 0.0.0.0, port: 5801}")).isEmpty();
  }

  private static ClusterConfig read(Configuration configuration) {
    return ClusterConfig.read(configuration.root());
  }

  private static List<String> complaints(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    read(configuration);
    return Complaints.of(configuration);
  }
}
