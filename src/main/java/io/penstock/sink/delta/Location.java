package io.penstock.sink.delta;

import io.penstock.config.Section;
import io.penstock.sink.objects.AzureAccess;
import io.penstock.sink.objects.AzureStore;
import io.penstock.sink.objects.FolderStore;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.objects.S3Access;
import io.penstock.sink.objects.S3Store;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where tables are: each is a folder there, with its stream's name. */
sealed interface Location {
  Pattern FOLDER = Pattern.compile("(?:file://)?(/.*)");
  Pattern STORE = Pattern.compile("(s3|az)://([A-Za-z0-9._-]+)(?:/([A-Za-z0-9._/-]*))?");

  /** Of this machine, or one that it sees as its own. */
  record Folder(Path path) implements Location {
    @Override
    public ObjectStore open() {
      return new FolderStore(path);
    }

    @Override
    public Optional<String> folder() {
      return Optional.of(path.normalize() + "/").filter(it -> !it.equals("//"));
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

    @Override
    public Optional<String> folder() {
      return access.folder(prefix);
    }
  }

  record Container(AzureAccess access, String prefix) implements Location {
    @Override
    public ObjectStore open() {
      return new AzureStore(access);
    }

    @Override
    public Optional<String> folder() {
      return Optional.of("%s/%s/%s".formatted(access.endpoint(), access.container(), prefix));
    }
  }

  /** Connects. */
  ObjectStore open();

  /** Its address, the same for all who mean the same; empty where it is none. */
  Optional<String> folder();

  /** What names of objects begin with; empty, or ends with a slash. */
  String prefix();

  /** All keys are asked for, so that one that is not needed is no mistake. */
  static Location read(Section section) {
    String text = section.text("location");
    Matcher folder = FOLDER.matcher(text);
    Matcher store = STORE.matcher(text);
    String bucket = store.matches() ? store.group(2) : "";
    S3Access s3 = S3Access.read(section.section("s3"), bucket);
    AzureAccess azure = AzureAccess.read(section.section("azure"), bucket);
    if (folder.matches()) {
      return new Folder(Path.of(folder.group(1)));
    }
    if (!store.matches()) {
      if (!text.isEmpty()) {
        section.reject(
            "location", "is no absolute path, and not s3://bucket/folder or az://container/folder");
      }
      return new Folder(Path.of("/"));
    }
    String prefix = prefix(store.group(3));
    if (store.group(1).equals("s3")) {
      return new Bucket(s3, prefix);
    }
    azure.check(section.section("azure"));
    return new Container(azure, prefix);
  }

  private static String prefix(@Nullable String folder) {
    if (folder == null || folder.isEmpty()) {
      return "";
    }
    return folder.endsWith("/") ? folder : folder + "/";
  }
}
