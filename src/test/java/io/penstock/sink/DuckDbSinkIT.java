package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Stream;
import io.penstock.sink.duckdb.DuckDbSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuckDbSinkIT extends SqlSinkContract {
  @Override
  protected SinkType type() {
    return DuckDbSink.TYPE;
  }

  @Override
  protected String configuration() {
    return "file: test.duckdb";
  }

  /** Only the sink can look into the file while it has it open. */
  @Override
  protected List<List<@Nullable Object>> rows(String sql) {
    try {
      return ((Queryable) sink).query(sql).rows();
    } catch (Queryable.Refused refused) {
      throw new AssertionError(sql, refused);
    }
  }

  @Override
  protected void refuse(Stream stream, String type) {
    execute(
        """
        CREATE TABLE %s (tenant VARCHAR, id VARCHAR, type VARCHAR CHECK (type <> '%s'),
          time TIMESTAMP, received_at TIMESTAMP, content_hash BIGINT, data VARCHAR,
          PRIMARY KEY (tenant, id))\
        """
            .formatted(stream.name(), type));
  }

  @Override
  protected void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + dataDir.resolve("test.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void whatIsNewOfABatchWithRepeatsKeepsTheOrderOfTheLog() {
    sink.open();
    List<String> events = Range.many(10_000, "e");
    write(sink, Range.of(OPEN, START, events.subList(0, 3_000)));

    Outcome outcome = write(sink, Range.of(OPEN, checkpoint(), events));

    assertThat(outcome).isEqualTo(new Outcome.Delivered(3_000, 0));
    assertThat(rows("SELECT CAST(data->>'n' AS BIGINT) FROM open ORDER BY rowid"))
        .containsExactlyElementsOf(LongStream.range(0, 10_000).mapToObj(List::<Object>of).toList());
  }

  @Test
  void aRepeatWithAnotherTimeIsOneRow() {
    sink.open();
    write(sink, Range.of(OPEN, START, "{\"id\":\"1\",\"at\":\"2024-05-06T07:08:09Z\"}"));

    Outcome later =
        write(sink, Range.of(OPEN, checkpoint(), "{\"id\":\"1\",\"at\":\"2024-05-06T07:08:10Z\"}"));

    assertThat(later).isEqualTo(new Outcome.Delivered(1, 1));
    assertThat(count(OPEN)).isEqualTo(1);
  }
}
