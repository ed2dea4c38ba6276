package io.penstock.control;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Trail;
import io.penstock.config.Configuration;
import io.penstock.fixture.HandClock;
import io.penstock.fixture.PostgresDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit trail that an earlier version began goes on, and still proves what that wrote. */
class EarlierAuditIT {
  /** As the version before tenants, keys and reasons were recorded wrote them, hashes included. */
  private static final String RECORDS =
      """
      INSERT INTO penstock.audit (seq, at_millis, who, address, action, object, before_hash,
        after_hash, outcome, affected, request_id, previous_hash, hash) VALUES
      (1, 1767225600001, 'ada', '127.0.0.1', 'dead-letters.discard', '{"sink":"duckdb"}', 'b1',
        'a1', 'done', 3, 'request-1', '',
        'f8db7d6dad57c467b98995277f4650ce041ec07af7863d4fb756a00683d93a42'),
      (2, 1767225600002, 'bob', '127.0.0.1', 'dead-letters.discard', '{"sink":"später"}', 'b2',
        'a2', 'done', 3, 'request-2',
        'f8db7d6dad57c467b98995277f4650ce041ec07af7863d4fb756a00683d93a42',
        '76f99916bcbc15f487d5cfe4ad2ef0bdbc12899bad7ac9bc94d3acf387911174')
      """;

  private static final String HEAD =
      "UPDATE penstock.audit_head SET seq = 2,"
          + " hash = '76f99916bcbc15f487d5cfe4ad2ef0bdbc12899bad7ac9bc94d3acf387911174'";

  @TempDir private Path folder;

  @Test
  void inAFile() throws SQLException {
    String url = ControlConfig.read(Configuration.ofYaml("{}").root()).jdbcUrl(folder);
    begin(url, "penstock");

    try (ControlDatabases control = ControlDatabases.file(folder)) {
      goesOn(control);
    }
  }

  @Test
  void inPostgres() throws SQLException {
    PostgresDatabase postgres = PostgresDatabase.fresh();
    begin(postgres.url(), PostgresDatabase.USER);

    try (ControlDatabases control = ControlDatabases.in(postgres, folder)) {
      goesOn(control);
    }
  }

  private static void begin(String url, String user) throws SQLException {
    Flyway.configure()
        .dataSource(url, user, "")
        .locations("classpath:io/penstock/control/migrations")
        .schemas("penstock")
        .target("6")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection(url, user, "");
        var statement = connection.createStatement()) {
      statement.execute(RECORDS);
      statement.execute(HEAD);
    }
  }

  private static void goesOn(ControlDatabases control) {
    assertThat(Trail.verified(control)).isEqualTo(2);

    var trail = new AuditTrail(new HandClock());
    answer(
        control
            .database()
            .inTransaction(
                transaction ->
                    trail.record(
                        transaction, Trail.act("test", "acme"), Ending.ofChange("", "new"))));

    assertThat(Trail.verified(control)).isEqualTo(3);
    assertThat(Trail.records(control))
        .extracting(record -> record.format())
        .containsExactly(0, 0, 1);
  }
}
