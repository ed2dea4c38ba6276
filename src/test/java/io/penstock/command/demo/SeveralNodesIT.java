package io.penstock.command.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.fixture.DemoProcess;
import io.penstock.fixture.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in several processes. */
class SeveralNodesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void threeNodesWorkAsOneAndTheOthersGoOnWhenOneIsKilled() throws Exception {
    try (var demo = new DemoProcess(folder, 3)) {
      List.of(1, 2, 3).forEach(node -> send(demo, node, "first-" + node));
      Eventually.holds("all are there", SOON, () -> rows(demo, 3) == 3);
      assertThat(queryCommand(demo.admin(3).port())).contains("first-1\nfirst-2\nfirst-3\n");
      assertThat(names(demo, 2)).containsExactly("demo-1", "demo-2", "demo-3");
      String config = demo.admin(2).get("/admin/v1/config").text();
      assertThat(config).doesNotContainPattern("[0-9a-f]{48}");
      assertThatThrownBy(() -> openWithoutTheKey(config))
          .hasMessageContaining("Wrong user name or password");
      assertThat(demo.admin(3).get("/health").text())
          .contains("stands by: another node has the file")
          .doesNotContain("\"red\"");

      demo.signal(2, "KILL");
      demo.says("demo-2 has ended with 137. The others go on. Its log: ");
      List.of(1, 3).forEach(node -> send(demo, node, "second-" + node));
      Eventually.holds("these are, too", SOON, () -> rows(demo, 3) == 5);

      demo.signal(1, "TERM");
      assertThat(demo.exitWithin(STOP_MAX)).isZero();
      assertThat(demo.isGone()).isTrue();
      assertThat(demo.said()).doesNotContain("demo-3 has ended");
    }
  }

  @Test
  void theOthersEndWhenTheFirstIsKilled() {
    try (var demo = new DemoProcess(folder, 2)) {
      demo.signal(1, "KILL");

      Eventually.holds("no process is left", STOP_MAX, demo::isGone);
    }
  }

  private static void openWithoutTheKey(String config) throws SQLException {
    Matcher url = Pattern.compile("jdbc:h2:tcp://127.0.0.1:\\d+").matcher(config);
    assertThat(url.find()).isTrue();
    DriverManager.getConnection(url.group() + "/mem:other", "penstock", "").close();
  }

  private static void send(DemoProcess demo, int node, String id) {
    int status =
        demo.door(node)
            .post(
                "/v1/streams/github/events",
                "{\"id\":\"" + id + "\"}",
                "authorization",
                "Bearer demo-key")
            .status();
    assertThat(status).isEqualTo(202);
  }

  private static long rows(DemoProcess demo, int node) {
    var answer =
        demo.admin(node)
            .post(
                "/admin/v1/query",
                new JsonObject().put("sql", "select count(*) from github").encode(),
                "content-type",
                "application/json");
    return answer.status() == 200
        ? answer.json().getJsonArray("rows").getJsonArray(0).getLong(0)
        : 0;
  }

  private static List<String> names(DemoProcess demo, int node) {
    return demo.admin(node).get("/admin/v1/nodes").array().stream()
        .map(JsonObject.class::cast)
        .map(seen -> seen.getString("name"))
        .toList();
  }

  private static String queryCommand(int adminPort) throws IOException {
    var command =
        new ProcessBuilder(
            "target/penstock/bin/penstock",
            "query",
            "select id from github order by id",
            "--url=http://127.0.0.1:" + adminPort);
    try (var said = command.redirectErrorStream(true).start().inputReader()) {
      return said.readAllAsString();
    }
  }
}
