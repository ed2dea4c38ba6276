package io.penstock.cluster;

import com.hazelcast.map.IMap;
import io.penstock.observability.ClusterMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * A set in a map of Hazelcast's: an entry for each of many parts of an era, which has the numbers
 * of that part, so that one costs eight bytes and not an entry.
 */
final class HazelcastSet implements SharedSet {
  private static final int PART_BITS = 12;

  private final LocalSet own = new LocalSet();
  private final IMap<Long, long[]> map;
  private final IntSupplier nodes;
  private final HazelcastAnswers answers;

  /** {@code nodes} says how many there are now. */
  HazelcastSet(Vertx vertx, IMap<Long, long[]> map, IntSupplier nodes, ClusterMeters meters) {
    this.map = map;
    this.nodes = nodes;
    this.answers = new HazelcastAnswers(vertx, map.getName(), meters);
  }

  @Override
  public int shareMax() {
    return NUMBERS_MAX / Math.max(1, nodes.getAsInt());
  }

  @Override
  public Future<Added> add(long era, long seen) {
    Added here = own.see(era, seen);
    return here == Added.NEW ? addForAll(era, seen) : Future.succeededFuture(here);
  }

  private Future<Added> addForAll(long era, long seen) {
    return answers
        .of(() -> map.submitToKey(part(era, seen), new NumberChange.Add(seen)))
        .map(name -> Added.valueOf(Objects.requireNonNull(name)))
        .otherwise(Added.NEW)
        .onSuccess(added -> forgetUnlessNew(added, era, seen));
  }

  /** Whoever has added it takes it out again, and would not do so here. */
  private void forgetUnlessNew(Added added, long era, long seen) {
    if (added != Added.NEW) {
      own.forget(era, seen);
    }
  }

  @Override
  public Future<Void> remove(long era, long seen) {
    own.forget(era, seen);
    return answers
        .of(() -> map.submitToKey(part(era, seen), new NumberChange.Remove(seen)))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** The map forgets by itself. */
  @Override
  public void forgetBefore(long era) {
    own.forgetBefore(era);
  }

  private static long part(long era, long seen) {
    return era << PART_BITS | seen >>> (Long.SIZE - PART_BITS);
  }
}
