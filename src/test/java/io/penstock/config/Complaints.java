package io.penstock.config;

import java.util.List;

/** What a configuration complains about once everything was read. */
public final class Complaints {
  private Complaints() {}

  public static List<String> of(Configuration configuration) {
    try {
      configuration.finish();
      return List.of();
    } catch (Unusable unusable) {
      return unusable.problems();
    }
  }
}
