package io.penstock.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.parquet.EventColumn.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as DuckDB reads them. */
class ParquetFileTest {
  /** A group, and the few rows until somebody looks. */
  private static final long GROUP_BYTES_MAX = 34 << 20;

  private final List<EventColumn> columns =
      List.of(
          column("n", ColumnType.LONG, true),
          column("text", ColumnType.TEXT, false),
          column("whole", ColumnType.INTEGER, false),
          column("real", ColumnType.DOUBLE, false),
          column("truth", ColumnType.BOOLEAN, false));
  private final ParquetFile file = new ParquetFile(columns, "topic", 0);
  private final Random random = new Random(7);
  private long rows;
  @TempDir private Path folder;

  private static EventColumn column(String name, ColumnType type, boolean isRequired) {
    return new EventColumn(name, type, isRequired, new Source.OfField(name));
  }

  private void add(int rowsMore, int textBytes) {
    for (int i = 0; i < rowsMore; i++) {
      boolean hasValues = rows % 3 > 0;
      byte[] text = new byte[textBytes];
      for (int at = 0; at < textBytes; at++) {
        text[at] = (byte) ('a' + random.nextInt(26));
      }
      file.add(
          new Object[] {
            rows,
            hasValues ? Binary.fromConstantByteArray(text) : null,
            hasValues ? (int) rows : null,
            hasValues ? rows / 2.0 : null,
            hasValues ? rows % 2 == 0 : null
          });
      rows++;
    }
  }

  private List<String> read(String query) throws Exception {
    Path path = folder.resolve("file.parquet");
    Files.write(path, file.finish());
    List<String> lines = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(query.formatted(path))) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    return lines;
  }

  @Test
  void valuesAreReadAsTheyWereWritten() throws Exception {
    add(5, 3);

    assertThat(read("SELECT concat_ws(',', n, whole, real, truth, length(text)) FROM '%s'"))
        .containsExactly("0", "1,1,0.5,false,3", "2,2,1.0,true,3", "3", "4,4,2.0,true,3");
  }

  @Test
  void oneWithoutRowsIsAFileToo() throws Exception {
    assertThat(read("SELECT count(*) FROM '%s'")).containsExactly("0");
    assertThat(file.rows()).isZero();
  }

  @Test
  void allRowsOfManyGroupsAreThere() throws Exception {
    add(1_200, 100_000);

    assertThat(
            read(
                "SELECT concat_ws(',', count(*), sum(n), sum(whole), count(text),"
                    + " sum(length(text))) FROM '%s'"))
        .containsExactly("1200,719400,480000,800,80000000");
  }

  @Test
  void aGroupIsBoundedHoweverRowsGrow() throws Exception {
    add(30_000, 100);
    add(600, 200_000);

    List<String> groups =
        read(
            "SELECT sum(total_compressed_size) FROM parquet_metadata('%s')"
                + " GROUP BY row_group_id ORDER BY row_group_id");

    assertThat(groups).hasSizeGreaterThan(1);
    assertThat(groups)
        .allSatisfy(bytes -> assertThat(Long.parseLong(bytes)).isLessThan(GROUP_BYTES_MAX));
  }

  @Test
  void smallRowsShareAGroup() throws Exception {
    add(100_000, 20);

    assertThat(read("SELECT count(DISTINCT row_group_id) FROM parquet_metadata('%s')"))
        .containsExactly("1");
  }

  @Test
  void statisticsAreOfAllGroups() {
    add(1_200, 100_000);
    file.finish();

    ColumnStats number = file.stats().getFirst();
    assertThat(number.min()).isEqualTo(0L);
    assertThat(number.max()).isEqualTo(1_199L);
    assertThat(file.stats().get(2).nulls()).isEqualTo(400);
  }
}
