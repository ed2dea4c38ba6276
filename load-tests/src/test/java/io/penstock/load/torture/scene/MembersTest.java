package io.penstock.load.torture.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.scene.Members.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static Member member(String host, int port) {
    return new Member(new Quarters(host, host, List.of()), port, port + 100);
  }

  @Test
  void tellsANodeItsOwnAddressAndThoseOfAll() {
    var members = new Members("r1", List.of(member("127.0.0.1", 1), member("127.0.0.1", 2)));

    assertThat(members.yaml(1))
        .isEqualTo(
            """
            cluster: {enabled: true, name: r1, host: 127.0.0.1, port: 2, bus-port: 102, \
            insecure: false, members: ["127.0.0.1:1", "127.0.0.1:2"]}
            """);
  }

  @Test
  void letsNodesOfAnotherNetworkTalkInClearText() {
    var members = new Members("r13", List.of(member("10.213.7.11", 1)));

    assertThat(members.yaml(0)).contains("insecure: true");
  }
}
