package io.penstock.access.audit;

import io.penstock.access.network.IpAddress;
import io.penstock.access.network.Network;
import io.penstock.observability.Meters;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts who was not let in, until it is written down: however many are denied, there are only so
 * many kinds. Who has a key is told apart by that key, from wherever it sends; others by their
 * network, and they cannot crowd out the first. What finds no room is counted by its reason. For
 * any thread; nobody waits here.
 */
public final class Denials {
  /** Of those with a key, and of the others. With one more for each reason these are some fifty. */
  static final int KINDS_MAX = 16;

  /** Reasons are a closed list, which is shorter. */
  private static final int REASONS_MAX = 64;

  /** Stands where an address would, for all that found no room. */
  static final String OTHERS = "others";

  /** One household or machine may have all addresses of such a network. */
  private static final int V6_BITS = 64;

  private final Meters meters;
  private final DenialCounts known = new DenialCounts(KINDS_MAX);
  private final DenialCounts strangers = new DenialCounts(KINDS_MAX);
  private final DenialCounts others = new DenialCounts(REASONS_MAX);

  public Denials(Meters meters) {
    this.meters = meters;
  }

  /**
   * What is counted together.
   *
   * @param network empty where the subject is known
   */
  record Kind(String reason, Subject subject, String network) {}

  /**
   * So many denials of one kind.
   *
   * @param address from where the first came; of those without a key their network, or {@value
   *     Denials#OTHERS}
   */
  record Sample(Kind kind, String address, long denials) {}

  /**
   * Somebody was not let in.
   *
   * @param reason one of a closed list
   * @param subject whose key it is, where that is beyond doubt
   */
  public void note(String reason, Subject subject, String address) {
    meters.denied(reason);
    if (subject.equals(Subject.NOBODY)) {
      String network = networkOf(address);
      count(strangers, new Sample(new Kind(reason, subject, network), network, 1));
    } else {
      count(known, new Sample(new Kind(reason, subject, ""), address, 1));
    }
  }

  private void count(DenialCounts counts, Sample sample) {
    if (!counts.add(sample)) {
      others.add(
          new Sample(
              new Kind(sample.kind().reason(), Subject.NOBODY, OTHERS), OTHERS, sample.denials()));
    }
  }

  /** Whoever has one IPv6 address has very many; one of IPv4 stands for itself. */
  private static String networkOf(String address) {
    return address.indexOf(':') < 0
        ? address
        : IpAddress.parse(address)
            .map(it -> Network.around(it, V6_BITS).toString())
            .orElse(address);
  }

  /** All that was counted since the last time; nothing is counted twice. */
  List<Sample> drain() {
    List<Sample> samples = new ArrayList<>();
    known.drainTo(samples);
    strangers.drainTo(samples);
    others.drainTo(samples);
    return samples;
  }

  /** They could not be written down now; what finds no room any more is with the others. */
  void putBack(List<Sample> samples) {
    samples.forEach(sample -> count(countsFor(sample.kind()), sample));
  }

  private DenialCounts countsFor(Kind kind) {
    if (kind.network().isEmpty()) {
      return known;
    }
    return kind.network().equals(OTHERS) ? others : strangers;
  }
}
