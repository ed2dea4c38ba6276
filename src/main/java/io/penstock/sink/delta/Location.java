package io.penstock.sink.delta;

import io.penstock.config.Section;
import io.penstock.sink.objects.FolderStore;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.objects.S3Access;
import io.penstock.sink.objects.S3Store;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where tables are: each is a folder there, with its stream's name. */
sealed interface Location {
  Pattern FOLDER = Pattern.compile("(?:file://)?(/.*)");
  Pattern STORE = Pattern.compile("(s3)://([A-Za-z0-9._-]+)(?:/([A-Za-z0-9._/-]*))?");

  /** Of this machine, or one that it sees as its own. */
  record Folder(Path path) implements Location {
    @Override
    public ObjectStore open() {
      return new FolderStore(path);
    }

    @Override
    public String prefix() {
      return "";
    }
  }

  record Bucket(S3Access access, String prefix) implements Location {
    @Override
    public ObjectStore open() {
      return new S3Store(access);
    }
  }

  /** Connects. */
  ObjectStore open();

  /** What names of objects begin with; empty, or ends with a slash. */
  String prefix();

  /** All keys are asked for, so that one that is not needed is no mistake. */
  static Location read(Section section) {
    String text = section.text("location");
    Matcher folder = FOLDER.matcher(text);
    Matcher store = STORE.matcher(text);
    String bucket = store.matches() ? store.group(2) : "";
    S3Access s3 = S3Access.read(section.section("s3"), bucket);
    if (folder.matches()) {
      return new Folder(Path.of(folder.group(1)));
    }
    if (!store.matches()) {
      section.reject("location", "is no absolute path, and not s3://bucket/folder");
      return new Folder(Path.of("/"));
    }
    return new Bucket(s3, prefix(store.group(3)));
  }

  private static String prefix(@Nullable String folder) {
    if (folder == null || folder.isEmpty()) {
      return "";
    }
    return folder.endsWith("/") ? folder : folder + "/";
  }
}
