package io.penstock.config;

import java.util.function.Function;

/** What became of a text: the value it stands for, or why it stands for none. */
sealed interface Parsed<T> {

  record Value<T>(T value) implements Parsed<T> {}

  record Refused<T>(String why) implements Parsed<T> {}

  default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Refused<T>(String why) -> new Refused<>(why);
    };
  }
}
