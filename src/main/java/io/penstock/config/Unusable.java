package io.penstock.config;

import java.util.List;

/** The configuration cannot be used; the message lists everything that is wrong with it. */
public final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  Unusable(String message, List<String> problems) {
    super(message);
    this.problems = problems;
  }

  /** One line each, {@code key: what is wrong and what is allowed}, sorted. */
  public List<String> problems() {
    return problems;
  }
}
