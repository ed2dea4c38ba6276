package io.penstock.cluster;

import io.vertx.core.Future;
import java.util.TreeMap;

/**
 * What a node alone has seen: 16 MiB in each era at most, for 17,000 a second if one is a minute.
 * For any thread.
 */
final class LocalSet implements SharedSet {
  private final TreeMap<Long, Numbers> eras = new TreeMap<>();

  @Override
  public int shareMax() {
    return NUMBERS_MAX;
  }

  @Override
  public Future<Added> add(long era, long seen) {
    return Future.succeededFuture(see(era, seen));
  }

  synchronized Added see(long era, long seen) {
    forgetBefore(era - ERAS + 1);
    Numbers numbers = eras.computeIfAbsent(era, first -> new Numbers());
    if (numbers.size() >= NUMBERS_MAX) {
      return Added.FULL;
    }
    return numbers.add(seen) ? Added.NEW : Added.SEEN_BEFORE;
  }

  @Override
  public Future<Void> remove(long era, long seen) {
    forget(era, seen);
    return Future.succeededFuture();
  }

  @Override
  public synchronized void forgetBefore(long era) {
    eras.headMap(era).clear();
  }

  synchronized void forget(long era, long seen) {
    Numbers numbers = eras.get(era);
    if (numbers != null) {
      numbers.remove(seen);
    }
  }
}
