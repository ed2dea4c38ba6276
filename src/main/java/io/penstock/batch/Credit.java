package io.penstock.batch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes in flight between the door and the log. Taken before anything is handed over,
 * given back by the answer. While more than half of it is taken, no tenant gets more than its fair
 * part; and where there are several, none gets the last eighth alone, so that the next one finds
 * some. For any thread.
 */
public final class Credit {
  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong weights = new AtomicLong();
  private final Map<String, Share> shares = new ConcurrentHashMap<>();

  public Credit(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What that tenant has of it; beside a tenant of weight 1 one of weight 4 has four fifths. */
  public Share of(String tenant, int weight) {
    Share known = shares.get(tenant);
    if (known != null && known.weight == weight) {
      return known;
    }
    return shares.compute(
        tenant,
        (same, share) -> share != null && share.weight == weight ? share : new Share(weight));
  }

  public long bytesTaken() {
    return taken.get();
  }

  public long bytesMax() {
    return bytesMax;
  }

  private boolean fits(long all, long mine, int weight) {
    return all <= bytesMax && (all <= bytesMax / 2 || mine <= fairPart(weight));
  }

  private long fairPart(int weight) {
    long of = weights.get();
    if (of > weight) {
      return (long) ((double) bytesMax * weight / of);
    }
    return shares.size() > 1 ? bytesMax - bytesMax / 8 : bytesMax;
  }

  /** What one tenant has of the credit. */
  public final class Share {
    private final int weight;
    private final AtomicLong held = new AtomicLong();

    private Share(int weight) {
      this.weight = weight;
    }

    /** Takes so many bytes, or none and answers false. */
    public boolean take(long bytes) {
      long mine = add(bytes);
      if (fits(taken.addAndGet(bytes), mine, weight)) {
        return true;
      }
      giveBack(bytes);
      return false;
    }

    /** Also of a negative number: what is there already takes its credit, whether there is any. */
    public void giveBack(long bytes) {
      taken.addAndGet(-bytes);
      add(-bytes);
    }

    /** Who holds some counts among those that the credit is parted between. */
    private long add(long bytes) {
      long after = held.addAndGet(bytes);
      long before = after - bytes;
      if (before <= 0 && after > 0) {
        weights.addAndGet(weight);
      } else if (before > 0 && after <= 0) {
        weights.addAndGet(-weight);
      }
      return after;
    }
  }
}
