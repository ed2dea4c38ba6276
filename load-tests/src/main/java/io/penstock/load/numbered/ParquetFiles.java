package io.penstock.load.numbered;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All Parquet files below a folder, read with DuckDB. */
public record ParquetFiles(Path folder) {

  /** Rows beyond the first of a record of the log. */
  public long recordsTwice() {
    return ask("SELECT count(*) - count(DISTINCT (_topic, _partition, _offset)) FROM ");
  }

  /** How many partitions of the log have rows in them. */
  public long partitions() {
    return ask("SELECT count(DISTINCT _partition) FROM ");
  }

  /** How many hours the events are of. */
  public long hours() {
    return ask("SELECT count(DISTINCT date_trunc('hour', time)) FROM ");
  }

  private long ask(String select) {
    if (count() == 0) {
      return 0;
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found = statement.executeQuery(select + source())) {
      found.next();
      return found.getLong(1);
    } catch (SQLException fault) {
      throw new BenchFault(select, fault);
    }
  }

  public void ids(Consumer<String> reader) {
    if (count() == 0) {
      return;
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found = statement.executeQuery("SELECT id FROM " + source())) {
      while (found.next()) {
        reader.accept(found.getString(1));
      }
    } catch (SQLException fault) {
      throw new BenchFault("the files in " + folder + " cannot be read", fault);
    }
  }

  /** How many there are. */
  public long count() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    } catch (IOException fault) {
      throw new BenchFault("the files in " + folder + " cannot be listed", fault);
    }
  }

  private String source() {
    return "read_parquet('" + folder + "/**/*.parquet', hive_partitioning = false)";
  }
}
