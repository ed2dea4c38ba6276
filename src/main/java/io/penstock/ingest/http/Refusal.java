package io.penstock.ingest.http;

import io.penstock.observability.Problem;

/** A request that is answered with a problem before its body is read. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
