package io.penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.command.dlq.DlqCommand;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlAwayIT {
  @TempDir Path folder;

  @Test
  void eventsGoOnWhileTheControlDatabaseIsAway() throws IOException {
    int nobody;
    try (var free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    try (TestNode node =
        TestNode.start(folder, "control.url=jdbc:postgresql://127.0.0.1:" + nobody + "/none")) {
      assertThat(node.post("open", "{\"id\":\"all the same\"}").status()).isEqualTo(202);
      node.settle("open");

      assertThat(node.admin().get("/health/ready").status()).isEqualTo(200);
      Eventually.holds(
          "health says so",
          Duration.ofSeconds(20),
          () -> status(node, "control database").equals("amber"));
      assertThat(node.admin().get("/admin/v1/dead-letters").code())
          .isEqualTo("control_unavailable");
      Run run =
          Run.of(new DlqCommand(), "list", "--url", "http://127.0.0.1:" + node.admin().port());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("The control database is away");
    }
  }

  private static String status(TestNode node, String component) {
    return node.admin()
        .get("/health")
        .json()
        .getJsonObject("components")
        .getJsonObject(component)
        .getString("status");
  }
}
