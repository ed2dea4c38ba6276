package io.penstock;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Libraries that DuckDB and LZ4 unpack into the folder for temporary files, to load them from
 * there. Whoever is killed leaves them behind, DuckDB's of 70 MB each time.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final String NAMES = "{libduckdb_java*.so,liblz4-java-*}";

  /** Others may just be about to load theirs. Once loaded, the file may go. */
  private static final Duration AGE_MIN = Duration.ofMinutes(5);

  private Leftovers() {}

  /** Deletes what has been lying there for a while. What cannot be deleted stays. */
  static void clear(Path folder, Instant now) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, NAMES)) {
      for (Path file : all) {
        delete(file, now.minus(AGE_MIN));
      }
    } catch (IOException | DirectoryIteratorException fault) {
      LOG.atDebug().setCause(fault).log("Left as it is: {}", folder);
    }
  }

  private static void delete(Path file, Instant before) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.delete(file);
      }
    } catch (IOException fault) {
      LOG.atDebug().setCause(fault).log("Left where it is: {}", file);
    }
  }
}
