package io.penstock.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was given at one key. Values stay text until a reader says what they should be. */
sealed interface Given {

  /** Where it came from; a group answers for the first thing in it. */
  Origin origin();

  record Scalar(String text, Origin origin) implements Given {}

  record Listing(List<String> texts, Origin origin) implements Given {}

  /** Keys in the order of the file. An empty group also stands for a key without a value. */
  record Group(Map<String, Given> children) implements Given {
    static Group blank() {
      return new Group(new LinkedHashMap<>());
    }

    /** A key that was not given is as good as a blank one. */
    Given child(String key) {
      return children.getOrDefault(key, blank());
    }

    /** The group at a key, which takes the place of anything else there. */
    Group open(String key) {
      Group below = child(key) instanceof Group group ? group : blank();
      children.put(key, below);
      return below;
    }

    boolean isBlank() {
      return children.isEmpty();
    }

    @Override
    public Origin origin() {
      return children.values().stream().findFirst().map(Given::origin).orElse(Origin.FILE);
    }
  }
}
