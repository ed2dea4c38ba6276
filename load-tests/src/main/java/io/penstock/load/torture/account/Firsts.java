package io.penstock.load.torture.account;

import java.util.HashMap;
import java.util.Map;

/**
 * What the log says of ids that are in it several times: the body at the lowest offset is the one
 * to be kept. The records of an id are in one partition, as they have one key.
 */
public final class Firsts {
  private final Fingerprint fingerprint = new Fingerprint();
  private final Map<String, First> first = new HashMap<>();
  private long repeated;
  private long conflicting;

  private record First(Place place, long fingerprint) {}

  /** The next of its partition. */
  public void record(String id, Place place, byte[] event) {
    var own = new First(place, fingerprint.of(event));
    First before = first.putIfAbsent(id, own);
    if (before != null) {
      repeated++;
      conflicting += before.fingerprint() == own.fingerprint() ? 0 : 1;
    }
  }

  /** Whether this is the body that came first. */
  public boolean isFirst(String id, byte[] event) {
    First before = first.get(id);
    return before != null && before.fingerprint() == fingerprint.of(event);
  }

  /** Whether this is where it came first. */
  public boolean isFirst(String id, Place place) {
    First before = first.get(id);
    return before != null && before.place().equals(place);
  }

  public long ids() {
    return first.size();
  }

  /** Records beyond the first of their id. */
  public long repeated() {
    return repeated;
  }

  /** Of those, how many have another body than the first. */
  public long conflicting() {
    return conflicting;
  }
}
