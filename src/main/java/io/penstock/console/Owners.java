package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.cluster.Neighbours.Said;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Finds the node that has something. */
final class Owners {
  private final Neighbours neighbours;

  Owners(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** No node has it. */
  static final class Nobody extends Exception {
    Nobody(String what) {
      super("no node has " + what);
    }
  }

  /** None that answers has it, and some do not answer. */
  static final class PerhapsSilent extends Exception {
    PerhapsSilent(String what, SortedSet<String> silent) {
      super(
          "%s did not answer within %d s, and may have %s"
              .formatted(String.join(", ", silent), Neighbours.ANSWER_MAX.toSeconds(), what));
    }
  }

  /** The first by name whose word of itself has it; {@code what} is said where there is none. */
  Future<String> find(String what, Predicate<JsonObject> has) {
    return neighbours
        .askAll(new JsonObject().put("command", "info"))
        .compose(said -> found(said, what, has));
  }

  private static Future<String> found(Said said, String what, Predicate<JsonObject> has) {
    return said.answers().entrySet().stream()
        .filter(answer -> has.test(answer.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    said.silent().isEmpty()
                        ? new Nobody(what)
                        : new PerhapsSilent(what, said.silent())));
  }
}
