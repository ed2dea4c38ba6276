package io.penstock.sink.delta;

import io.penstock.config.Section;
import io.penstock.fixture.LakeTable;
import io.penstock.sink.objects.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table in a store whose objects are no files: copied to a folder, where it is read. */
public final class LakeInStore {
  private LakeInStore() {}

  public static LakeTable copied(Section sink, String table, Path into) {
    Location location = Location.read(sink);
    String prefix = location.prefix() + table + "/";
    try (ObjectStore store = location.open()) {
      List<ObjectStore.Listed> all = new ArrayList<>();
      store.list(prefix, "", all::add);
      for (ObjectStore.Listed one : all) {
        Path file = into.resolve("copy").resolve(one.name().substring(prefix.length()));
        Files.createDirectories(file.getParent());
        Files.write(file, store.read(one.name(), 0, Math.toIntExact(one.bytes())));
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return LakeTable.in(into.resolve("copy"));
  }
}
