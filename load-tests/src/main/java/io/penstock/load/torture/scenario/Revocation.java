package io.penstock.load.torture.scenario;

import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A key that was revoked at one node.
 *
 * @param withoutDatabase the node that cannot read of it meanwhile; empty where each can
 */
record Revocation(Credential key, Optional<Integer> withoutDatabase) {
  private static final int UNAUTHORIZED = 401;

  boolean isRefusedByAll(Visitor visitor) {
    return IntStream.range(0, visitor.doors()).allMatch(node -> isRefused(visitor, node));
  }

  boolean isRefusedByThoseWithDatabase(Visitor visitor) {
    return IntStream.range(0, visitor.doors())
        .filter(node -> !withoutDatabase.equals(Optional.of(node)))
        .allMatch(node -> isRefused(visitor, node));
  }

  /** Whether a node that cannot know still takes it. */
  boolean isTakenWithoutDatabase(Visitor visitor) {
    return withoutDatabase.filter(node -> !isRefused(visitor, node)).isPresent();
  }

  private boolean isRefused(Visitor visitor, int node) {
    return visitor.send(node, key) instanceof Reply.Refused(int status, String _)
        && status == UNAUTHORIZED;
  }
}
