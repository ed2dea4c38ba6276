package io.penstock.sink.s3;

import java.util.Map;
import java.util.Optional;

/**
 * A file that is to be kept.
 *
 * @param name below the folder for its age, without extension
 * @param digest of the events it was made of, in their order
 */
record ObjectFile(String name, String extension, byte[] body, String digest) {
  private static final String DIGEST = "penstock-digest";

  String fileName() {
    return name + "." + extension;
  }

  /** What it is called where another log has had these offsets before. */
  String otherFileName() {
    return name + "-" + digest + "." + extension;
  }

  /** Such a name, of a file with these notes. */
  static String beside(String name, Map<String, String> notes) {
    int end = name.indexOf('.', name.lastIndexOf('+'));
    String digest = "-" + notes.getOrDefault(DIGEST, "");
    return name.substring(0, end).endsWith(digest)
        ? name
        : name.substring(0, end) + digest + name.substring(end);
  }

  Map<String, String> notes() {
    return Map.of(DIGEST, digest);
  }

  /** Whether what has these notes was made of the same events. */
  boolean isThere(Optional<Map<String, String>> notes) {
    return notes.filter(it -> digest.equals(it.get(DIGEST))).isPresent();
  }
}
