package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Keys that are revoked while nodes do not hear each other. Who reaches the control database finds
 * it there; who does not goes by what it knows until then.
 */
final class RevokedKeys implements Company {
  /** What the documentation promises of nodes that reach the database. */
  private static final double WITH_DATABASE_SECONDS_MAX = 5;

  private static final double AFTER_HEAL_SECONDS_MAX = 60;

  private final Scene scene;
  private final Visitors visitors;
  private final TenantKeys keys;
  private final Visitor onlooker;
  private final List<Visitor> guests = new ArrayList<>();
  private final Deque<TenantKeys.Key> unused = new ArrayDeque<>();
  private final List<Revocation> revocations = new ArrayList<>();
  private final Waits withDatabase = new Waits();
  private final Waits afterHeal = new Waits();
  private long heldWithoutDatabase;
  private long takenWithoutDatabase;
  private long takenAgain;

  /** Of so many keys each is taken by every node before anything is wrong. */
  RevokedKeys(Scene scene, Visitors visitors, int count) {
    this.scene = scene;
    this.visitors = visitors;
    this.keys = TenantKeys.make(scene.node().adminUrl(), "revoker");
    this.onlooker = visitors.visitor(scene.doors());
    for (int key = 0; key < count; key++) {
      unused.add(keys.plain());
    }
    if (Waits.until(() -> unused.stream().allMatch(this::isTaken), System.nanoTime())
        == Double.MAX_VALUE) {
      throw new BenchFault("a node does not take the keys that were made at another");
    }
  }

  private boolean isTaken(TenantKeys.Key key) {
    return IntStream.range(0, onlooker.doors())
        .allMatch(node -> onlooker.send(node, Credential.key(key)) instanceof Reply.Taken);
  }

  /** Through one node; another may be without the database. */
  String revokeAt(int node, Optional<Integer> withoutDatabase) {
    TenantKeys.Key key = unused.remove();
    List<String> notTold = keys.at(scene.nodes().get(node).adminUrl()).revoke(key).notToldYet();
    var revocation = new Revocation(Credential.key(key), withoutDatabase);
    revocations.add(revocation);
    begin(withDatabase, revocation::isRefusedByThoseWithDatabase);
    return notTold.isEmpty() ? "all told" : "not told: " + String.join(", ", notTold);
  }

  private void begin(Waits waits, Predicate<Visitor> isRefused) {
    Visitor visitor = visitors.visitor(scene.doors());
    guests.add(visitor);
    waits.begin(() -> () -> isRefused.test(visitor));
  }

  /** Just before nodes hear each other again. */
  void lookBeforeHeal() {
    Revocation last = revocations.getLast();
    if (last.withoutDatabase().isPresent()) {
      heldWithoutDatabase++;
      takenWithoutDatabase += last.isTakenWithoutDatabase(onlooker) ? 1 : 0;
    }
  }

  void healed() {
    begin(afterHeal, revocations.getLast()::isRefusedByAll);
  }

  void judge(Goals goals) {
    goals
        .atLeast("keys revoked while nodes did not hear each other", (double) revocations.size(), 1)
        .atMost(
            "revoked key refused by all with the database, s after, the slowest",
            withDatabase.longestSeconds(),
            WITH_DATABASE_SECONDS_MAX)
        .told("of those, keys with a node that was without", (double) heldWithoutDatabase)
        .told("and still taken there before the heal", (double) takenWithoutDatabase)
        .atMost(
            "revoked key refused by all, s after the heal, the slowest",
            afterHeal.longestSeconds(),
            AFTER_HEAL_SECONDS_MAX)
        .none("revoked keys that a node takes in the end", takenAgain);
  }

  /** Looks a last time. */
  @Override
  public void close() {
    withDatabase.longestSeconds();
    afterHeal.longestSeconds();
    takenAgain = revocations.stream().filter(it -> !it.isRefusedByAll(onlooker)).count();
    onlooker.close();
    guests.forEach(Visitor::close);
  }
}
