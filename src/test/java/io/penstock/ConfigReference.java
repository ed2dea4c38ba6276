package io.penstock;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference of the configuration as its reader sees it: every key with the note behind it,
 * those of the examples that are commented out included.
 */
final class ConfigReference {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#(?=  |$)");
  private static final Pattern LINE =
      Pattern.compile("( *)([a-z0-9-]+):(?: .*?)??(?:  # ((?:default|required).*))?");

  /** A value, by its full key; what is said of it; and the line it stands on, from 0. */
  record Entry(String key, String note, int line) {
    /** What the note names as the default; "none" where the key must be given. */
    String defaultNamed() {
      String named = note.replaceFirst("^default: ", "").replaceFirst(", (\\S+ to|one of) .*", "");
      return note.startsWith("required") ? "none" : named;
    }
  }

  private final List<String> lines;

  ConfigReference(String text) {
    lines = EXAMPLE.matcher(text).replaceAll("").lines().toList();
  }

  String text() {
    return String.join("\n", lines);
  }

  String textWithout(Entry entry) {
    List<String> others = new ArrayList<>(lines);
    others.set(entry.line(), "");
    return String.join("\n", others);
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    List<String> path = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches()) {
        int depth = line.group(1).length() / 2;
        path.subList(depth, path.size()).clear();
        path.add(line.group(2));
        if (line.group(3) != null) {
          entries.add(new Entry(String.join(".", path), line.group(3), i));
        }
      }
    }
    return entries;
  }
}
