package io.penstock;

import io.penstock.config.Section;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node may do; one does all of it unless it is told otherwise. */
public enum Role {
  /** Takes events and brings them to the log. */
  INGEST,
  /** Carries events from the log to the sinks. */
  DELIVER,
  /** Moves what is due in the retry tiers. */
  SCHEDULE,
  /** Does housekeeping. */
  WORK,
  /** Answers people; every node answers other nodes, and shows its health and metrics. */
  CONSOLE;

  static Set<Role> read(Section node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : node.texts("roles", names())) {
      if (names().contains(name)) {
        roles.add(valueOf(name.toUpperCase(Locale.ROOT)));
      } else {
        node.reject("roles", "'" + name + "' is not one of " + names());
      }
    }
    if (roles.isEmpty()) {
      node.reject("roles", "is empty; a node has at least one of " + names());
    }
    return roles;
  }

  static List<String> names() {
    return namesOf(EnumSet.allOf(Role.class));
  }

  static List<String> namesOf(Set<Role> roles) {
    return roles.stream()
        .sorted()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toList());
  }
}
