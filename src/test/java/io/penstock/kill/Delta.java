package io.penstock.kill;

import io.penstock.fixture.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table in a folder, whose log and files are packed as often as may be, so that kills come upon
 * that too.
 */
record Delta(LakeTable table) implements Sink {
  static Delta in(Path lake) {
    return new Delta(LakeTable.in(lake.resolve(STREAM)));
  }

  @Override
  public String name() {
    return "delta";
  }

  @Override
  public String configuration() {
    return """
    delta: {type: delta, location: "%s", batch: {linger: 200ms}, checkpoint-every: 20, compact-after: 1s}\
    """
        .formatted(table.folder().getParent());
  }

  /** An event once, and every copy of a record of the log. */
  @Override
  public void readInto(Verdict.Reader reader) {
    Set<String> events = new HashSet<>();
    Set<String> records = new HashSet<>();
    table.eachRow(
        row -> {
          String id = String.valueOf(row.get(0));
          boolean isCopy = !records.add(row.get(2) + "+" + row.get(3));
          if (events.add(id) || isCopy) {
            reader.row(id, String.valueOf(row.get(1)));
          }
        },
        "id",
        "data",
        "_partition",
        "_offset");
  }

  /** A file cannot be changed, so a version of the table has another one instead of all. */
  @Override
  public void plant() throws SQLException {
    Path planted = table.folder().resolve("planted.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("CREATE TABLE kill AS SELECT * FROM read_parquet([%s])".formatted(files()));
      statement.execute("CREATE TABLE ids AS SELECT DISTINCT id FROM kill ORDER BY id LIMIT 3");
      statement.execute(
          "UPDATE kill SET data = replace(data, '\"amount\"', '\"Amount\"') WHERE id = "
              + planted(1));
      statement.execute(
          "INSERT INTO kill SELECT * REPLACE ('nobody' AS id, -1 AS _offset) FROM kill WHERE id = "
              + planted(2));
      statement.execute("DELETE FROM kill WHERE id = " + planted(0));
      statement.execute("COPY kill TO '%s' (FORMAT parquet)".formatted(planted));
    }
    replaceAllBy(planted);
  }

  private static String planted(int nth) {
    return "(SELECT id FROM ids ORDER BY id LIMIT 1 OFFSET %d)".formatted(nth);
  }

  private String files() {
    return paths().stream()
        .map(path -> "'" + table.folder().resolve(path) + "'")
        .collect(Collectors.joining(", "));
  }

  private List<String> paths() {
    return table.files().stream().map(file -> file.getPath()).toList();
  }

  private void replaceAllBy(Path file) {
    try {
      var actions =
          new StringBuilder(
              """
              {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":1,"dataChange":true}}
              """
                  .formatted(file.getFileName(), Files.size(file)));
      for (String path : paths()) {
        actions.append(
            """
            {"remove":{"path":"%s","deletionTimestamp":1,"dataChange":true}}
            """
                .formatted(path));
      }
      String version = "%020d.json".formatted(table.version() + 1);
      Files.writeString(table.folder().resolve("_delta_log").resolve(version), actions);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
