package io.penstock.access.tenant;

import io.penstock.access.key.PrivateFile;
import io.penstock.access.key.Seal;
import io.penstock.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node knew of tenants and keys when the control database last answered: the rows as that
 * has them, hashes and sealed secrets, under a seal that nobody can make without the pepper.
 * Blocks.
 */
public final class DirectoryFile {
  private static final String NAME = "tenants-and-keys";

  /** Of another version nothing is taken. */
  private static final String VERSION = "penstock tenants and keys 1";

  private static final String AS_OF = "as_of_millis";
  private static final String REVISION = "revision";
  private static final String TENANT = "tenant ";
  private static final String KEY = "key ";

  private final Path file;
  private final Secret pepper;

  public DirectoryFile(Path dataDir, Secret pepper) {
    this.file = dataDir.resolve(NAME);
    this.pepper = pepper;
  }

  /**
   * What was known.
   *
   * @param asOfMillis when the database last answered, by its clock
   */
  record Kept(Known known, long asOfMillis) {}

  Path path() {
    return file;
  }

  /** Replaces what is there; what changes meanwhile may be in it, or be read again. */
  void write(Kept kept) throws IOException {
    PrivateFile.write(file, writer -> write(kept, new Sealed(writer)));
  }

  private static void write(Kept kept, Sealed to) throws IOException {
    try {
      to.line(VERSION);
      to.line(
          new JsonObject()
              .put(AS_OF, kept.asOfMillis())
              .put(REVISION, kept.known().revision)
              .encode());
      kept.known().tenants.rows(row -> to.row(TENANT, row));
      kept.known().keys.rows(row -> to.row(KEY, row));
      to.end();
    } catch (UncheckedIOException fault) {
      throw fault.getCause();
    }
  }

  /** Writes lines, and their seal as the last. */
  private final class Sealed {
    private final Writer writer;
    private final Seal seal = seal();

    Sealed(Writer writer) {
      this.writer = writer;
    }

    void row(String kind, JsonObject row) {
      try {
        line(kind + row.encode());
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }

    void line(String line) throws IOException {
      seal.add(line);
      writer.append(line).append('\n');
    }

    void end() throws IOException {
      writer.append(seal.hex()).append('\n');
    }
  }

  /**
   * Reads what was written last; empty where nothing was.
   *
   * @throws IOException where it cannot be read, or was not written by us
   */
  Optional<Kept> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!isOurs()) {
      throw new IOException("it was changed, or written with another pepper");
    }
    try (var reader = Files.newBufferedReader(file)) {
      return Optional.of(read(reader));
    }
  }

  /** Looks at all of it before any of it counts. */
  private boolean isOurs() throws IOException {
    Seal seal = seal();
    try (var reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      String next = reader.readLine();
      while (next != null) {
        seal.add(line);
        line = next;
        next = reader.readLine();
      }
      return line != null && seal.is(line);
    }
  }

  private static Kept read(BufferedReader reader) throws IOException {
    if (!VERSION.equals(reader.readLine())) {
      throw new IOException("another version of Penstock wrote it");
    }
    var head = new JsonObject(reader.readLine());
    Known known = Known.ofOnce();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(TENANT)) {
        known.tenants.take(new JsonObject(line.substring(TENANT.length())));
      } else if (line.startsWith(KEY)) {
        known.keys.take(new JsonObject(line.substring(KEY.length())));
      }
    }
    known.revision = head.getLong(REVISION);
    return new Kept(known, head.getLong(AS_OF));
  }

  private Seal seal() {
    return new Seal(pepper, VERSION);
  }
}
