package io.penstock.control;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.observability.Health;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the control database is found, and found again. */
class ControlDatabaseIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();

  @AfterEach
  void close() {
    answer(vertx.close());
  }

  private ControlDatabase open(String yaml) {
    var database =
        new ControlDatabase(
            vertx, ControlConfig.read(Configuration.ofYaml(yaml).root()), folder, health);
    answer(database.open());
    return database;
  }

  private static String at(PostgresDatabase database) {
    return "{url: '%s', user: %s}".formatted(database.url(), PostgresDatabase.USER);
  }

  private boolean isAt(Health.Level level) {
    Health.State state = health.components().get(ControlDatabase.COMPONENT);
    return state != null && state.level() == level;
  }

  private static boolean answers(ControlDatabase database) {
    return answer(
        database
            .query("SELECT 1", Tuple.tuple())
            .transform(asked -> io.vertx.core.Future.succeededFuture(asked.succeeded())));
  }

  @Test
  void aDatabaseThatCutEveryConnectionIsFoundAgain() {
    PostgresDatabase postgres = PostgresDatabase.fresh();
    ControlDatabase database = open(at(postgres));
    assertThat(answers(database)).isTrue();

    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

    Eventually.holds("it answers again", SOON, () -> answers(database));
    Eventually.holds("health says so", SOON, () -> isAt(Health.Level.GREEN));
    answer(database.close());
  }

  @Test
  void aDatabaseThatComesLateIsFound() {
    PostgresDatabase postgres = PostgresDatabase.fresh();
    postgres.execute("CREATE ROLE late_" + postgres.name() + " SUPERUSER NOLOGIN");
    ControlDatabase database =
        open("{url: '%s', user: late_%s}".formatted(postgres.url(), postgres.name()));
    assertThat(isAt(Health.Level.AMBER)).isTrue();
    assertThat(answers(database)).isFalse();

    postgres.execute("ALTER ROLE late_" + postgres.name() + " LOGIN");

    Eventually.holds("it is there", SOON, () -> answers(database));
    answer(database.close());
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() {
    ControlDatabase first = open("{}");
    answer(first.query("UPDATE penstock.leases SET owner = 'me'", Tuple.tuple()));
    answer(first.close());

    ControlDatabase second = open("{}");

    assertThat(
            answer(second.query("SELECT owner FROM penstock.leases", Tuple.tuple()))
                .iterator()
                .next()
                .getString("owner"))
        .isEqualTo("me");
    answer(second.close());
  }

  @Test
  void aSingleStatementBehindATransactionIsSeenByAll() {
    PostgresDatabase postgres = PostgresDatabase.fresh();
    ControlDatabase database = open(at(postgres));
    String sql = "UPDATE penstock.leases SET owner = 'me'";
    answer(database.inTransaction(transaction -> transaction.query("SELECT 1").execute()));

    answer(database.query(sql, Tuple.tuple()));

    assertThat(postgres.rows("SELECT owner FROM penstock.leases").getFirst()).containsExactly("me");
    answer(database.close());
  }

  @Test
  void tablesOfOthersInTheSameDatabaseAreLeftAlone() {
    PostgresDatabase postgres = PostgresDatabase.fresh();
    postgres.execute("CREATE TABLE audit (mine int)");

    ControlDatabase database = open(at(postgres));

    assertThat(answers(database)).isTrue();
    assertThat(postgres.rows("SELECT * FROM audit")).isEmpty();
    answer(database.close());
  }
}
