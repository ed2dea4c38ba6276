package io.penstock;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that comes back goes on where it was. */
class RestartIT {
  @TempDir private static Path folder;

  @Test
  void theLedgerAddsUpOverARestart() {
    try (TestNode node = TestNode.start(folder)) {
      assertThat(node.post("open", events(0, 100)).status()).isEqualTo(202);
      node.settle("open");
    }

    try (TestNode node = TestNode.start(folder)) {
      assertThat(counts(node)).containsExactly(100, 100, 0, 0);
      assertThat(node.post("open", events(50, 150)).status()).isEqualTo(202);
      node.settle("open");

      assertThat(counts(node)).containsExactly(200, 150, 50, 0);
      assertThat(node.query("select count(*), count(distinct id) from open").getFirst())
          .containsExactly(150, 150);
    }
  }

  private static int[] counts(TestNode node) {
    JsonObject line = node.ledger("open");
    return new int[] {
      line.getInteger("accepted"),
      line.getInteger("delivered"),
      line.getInteger("repeated"),
      line.getInteger("unexplained")
    };
  }

  private static String events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"restart-" + i + "\"}")
        .collect(joining(",", "[", "]"));
  }
}
