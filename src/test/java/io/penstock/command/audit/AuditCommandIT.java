package io.penstock.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Tenants;
import io.penstock.command.Run;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail from the command line. */
class AuditCommandIT {
  @TempDir private static Path folder;

  private static PostgresDatabase database;
  private static TestNode node;
  private static Tenants tenants;

  @BeforeAll
  static void start() {
    database = PostgresDatabase.fresh();
    node =
        TestNode.start(
            folder, "control.url=" + database.url(), "control.user=" + PostgresDatabase.USER);
    tenants = new Tenants(node.admin());
    tenants.create("shop", new JsonObject().put("why", "they signed"));
    tenants.change("shop", new JsonObject().put("tier", "paid"));
    tenants.create("other");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void recordsAreShownTheNewestFirst() {
    Run list = audit("list", "--who", "ada", "--since", "1h");

    List<String> lines = list.out().lines().toList();
    assertThat(lines.getFirst())
        .startsWith("record  time")
        .contains("who  action          object  tenant  key  affected  from       why");
    assertThat(lines.get(2)).containsPattern("ada  tenants.create  other   other +1  127.0.0.1");
    assertThat(lines.get(4)).endsWith("they signed");
    assertThat(lines.getLast()).isEqualTo("3 records");
    assertThat(list.exitCode()).isZero();
  }

  @Test
  void filtersAndLimitsNarrowThem() {
    assertThat(audit("list", "--tenant", "shop", "--action", "tenants.update").out())
        .contains("tenants.update")
        .endsWith("\n1 record\n");
    assertThat(audit("list", "--action", "tenants", "--limit", "1").out())
        .contains("  other  ")
        .endsWith("\nThe newest 1; there may be more: --limit 10\n");
    assertThat(audit("list", "--until", "1d").out()).isEqualTo("There are no such records.\n");
    assertThat(
            new JsonObject(audit("list", "--tenant", "shop", "--json").out())
                .getJsonArray("records")
                .getJsonObject(1)
                .getString("why"))
        .isEqualTo("they signed");
    assertThat(audit("list", "--limit", "0").err())
        .contains("--limit: 0 is not between 1 and 1000000");
  }

  @Test
  void itIsVerifiedAndABreakIsNamed() {
    Run good = audit("verify");
    assertThat(good.exitCode()).isZero();
    assertThat(good.out())
        .matches("\\d+ records, and the chain holds\\.\nThe last has the hash [0-9a-f]{64}\n");

    database.execute("UPDATE penstock.audit SET why = 'nobody asked' WHERE seq = 1");
    Run broken = audit("verify");
    Run forPrograms = audit("verify", "--json");
    database.execute("UPDATE penstock.audit SET why = 'they signed' WHERE seq = 1");

    assertThat(broken)
        .isEqualTo(
            new Run(
                1,
                "",
                """
                The audit trail is broken at record 1: it was changed.
                What the record said when it was written, the topic penstock.audit has under its number.
                """));
    assertThat(forPrograms.exitCode()).isEqualTo(1);
    assertThat(new JsonObject(forPrograms.out()).getLong("brokenAt")).isEqualTo(1);
    assertThat(audit("verify").exitCode()).isZero();
  }

  @Test
  void helpTeaches() {
    assertThat(Run.of(new AuditCommand(), "--help").out()).contains("penstock audit verify");
    assertThat(Run.of(new AuditCommand(), "list", "--help").out()).contains("access.denied");
    assertThat(Run.of(new AuditCommand(), "verify", "--help").out())
        .contains("1    one is not, and is named");
  }

  private static Run audit(String... arguments) {
    return Run.of(
        new AuditCommand(),
        Stream.concat(
                Stream.of(arguments), Stream.of("--url", "http://127.0.0.1:" + node.admin().port()))
            .toArray(String[]::new));
  }
}
