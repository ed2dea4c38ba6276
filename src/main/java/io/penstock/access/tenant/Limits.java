package io.penstock.access.tenant;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tenant, or a tier, is held to. What is not named is left to whoever stands behind it. */
public record Limits(Map<Limit, Long> named) {
  public static final Limits NONE = new Limits(Map.of());

  public Limits {
    named = Map.copyOf(named);
  }

  /** {@link Limit#UNLIMITED} where nothing is said. */
  public long of(Limit limit) {
    return named.getOrDefault(limit, Limit.UNLIMITED);
  }

  /** These, and the others where these say nothing. */
  public Limits orElse(Limits others) {
    Map<Limit, Long> both = new EnumMap<>(Limit.class);
    both.putAll(others.named);
    both.putAll(named);
    return new Limits(both);
  }

  /** These with a change: an empty one takes a limit away. */
  Limits with(Map<Limit, Optional<Long>> changed) {
    Map<Limit, Long> after = new EnumMap<>(Limit.class);
    after.putAll(named);
    changed.forEach(
        (limit, value) ->
            value.ifPresentOrElse(it -> after.put(limit, it), () -> after.remove(limit)));
    return new Limits(after);
  }

  /** Such as {@code events-per-second=500,bytes-per-day=2GB}, always in the same order. */
  public String text() {
    return Arrays.stream(Limit.values())
        .filter(named::containsKey)
        .map(limit -> limit.word() + '=' + limit.text(of(limit)))
        .collect(Collectors.joining(","));
  }

  /** A limit that only a newer version knows is none here. */
  static Limits read(String text) {
    Map<Limit, Long> named = new EnumMap<>(Limit.class);
    for (String each : text.split(",", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        String value = each.substring(equals + 1);
        Limit.named(each.substring(0, equals))
            .ifPresent(limit -> limit.read(value).ifPresent(number -> named.put(limit, number)));
      }
    }
    return new Limits(named);
  }
}
