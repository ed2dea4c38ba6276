package io.penstock.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Path DATA = Path.of("/data");

  @Test
  void theFirstHasTheDataOfADemoOfOneNodeAndEachHasPortsTenAboveTheOneBefore() {
    Layout layout = Layout.of(3, DATA, 8080, 8081);

    assertThat(layout.places()).extracting(Place::httpPort).containsExactly(8080, 8090, 8100);
    assertThat(layout.places()).extracting(Place::adminPort).containsExactly(8081, 8091, 8101);
    assertThat(layout.places())
        .extracting(Place::dataDir)
        .containsExactly(DATA, DATA.resolve("node-2"), DATA.resolve("node-3"));
    assertThat(layout.others()).extracting(Place::name).containsExactly("demo-2", "demo-3");
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(Layout.of(2, DATA, port - 10, port + 1).problems())
          .contains("port " + port + " (the door of demo-2) is taken");
    }
  }

  @Test
  void namesThePortThatTwoWouldHave() {
    assertThat(Layout.of(2, DATA, 8080, 8090).problems())
        .anyMatch(said -> said.startsWith("port 8090 (") && said.endsWith(") is meant for both"))
        .anyMatch(said -> said.contains("the door of demo-2"));
  }

  @Test
  void namesThePortThatIsNone() {
    assertThat(Layout.of(2, DATA, 65_530, 8081).problems())
        .contains("port 65540 (the door of demo-2) is not between 1 and 65535");
  }
}
