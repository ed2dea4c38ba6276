package io.penstock.access.signing;

import io.penstock.access.Caller;
import io.penstock.access.audit.Denials;
import io.penstock.cluster.SharedSet;
import io.penstock.cluster.SharedSet.Added;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Looks after requests that must be signed. Each is taken once, by whichever node: who sends the
 * same bytes again while their signature is good is told so, unless they were not kept the first
 * time. For any thread.
 */
public final class Signatures {
  /** The set in which nodes tell each other what they have taken. */
  public static final String SET = "access.seen";

  /** How far a request's time may be from ours, both ways. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** A little longer, for clocks that are set back. */
  private static final Duration FORGOTTEN_AFTER = TOLERANCE.plusMinutes(1);

  private final Clock clock;
  private final SharedSet taken;
  private final Denials denials;
  private final ConcurrentSkipListMap<Long, Shares> eras = new ConcurrentSkipListMap<>();

  public Signatures(Clock clock, SharedSet taken, Denials denials) {
    this.clock = clock;
    this.taken = taken;
    this.denials = denials;
  }

  /** A request whose head is in order, or what is wrong with it. */
  public sealed interface Begun {
    record Signed(SignedRequest request) implements Begun {}

    record Wrong(SigningFault fault) implements Begun {}
  }

  /** {@code headers} has the values of any header, by its name in small letters. */
  public Begun begin(SigningKey key, Caller caller, Function<String, List<String>> headers) {
    return SignatureHeaders.read(headers)
        .map(read -> begin(key, caller, read))
        .orElseGet(() -> wrong(caller, SigningFault.MISSING));
  }

  private Begun begin(SigningKey key, Caller caller, SignatureHeaders headers) {
    long apart = Math.abs(clock.millis() - headers.timestampSeconds() * 1_000);
    return apart > TOLERANCE.toMillis()
        ? wrong(caller, SigningFault.CLOCK_SKEW)
        : new Begun.Signed(
            new SignedRequest(caller.tenantId(), key, headers, fault -> deny(caller, fault)));
  }

  private Begun wrong(Caller caller, SigningFault fault) {
    deny(caller, fault);
    return new Begun.Wrong(fault);
  }

  private void deny(Caller caller, SigningFault fault) {
    denials.note(fault.code(), caller.subject(), caller.address());
  }

  /** Whether a genuine request is the first of its kind, and its tenant has its share not yet. */
  public Future<Added> take(SignedRequest request) {
    Shares shares = shares(request.era());
    return shares.take(request.tenant())
        ? taken
            .add(request.era(), request.fingerprint())
            .onSuccess(added -> giveBackUnlessNew(added, shares, request))
        : Future.succeededFuture(Added.FULL);
  }

  private Shares shares(long era) {
    return eras.computeIfAbsent(era, first -> new Shares(taken.shareMax()));
  }

  private static void giveBackUnlessNew(Added added, Shares shares, SignedRequest request) {
    if (added != Added.NEW) {
      shares.giveBack(request.tenant());
    }
    if (added == Added.SEEN_BEFORE) {
      request.deny(SigningFault.REPLAYED);
    }
  }

  /**
   * It was not kept, so the same may come again: to any node, once this is done. It never fails,
   * and takes no longer than nodes wait for each other.
   */
  public Future<Void> giveBack(SignedRequest request) {
    shares(request.era()).giveBack(request.tenant());
    return taken.remove(request.era(), request.fingerprint());
  }

  /**
   * Requests as old as that are refused for their time, so that they need not be remembered. To be
   * called now and then: where no later ones come, nobody else would forget them.
   */
  public void forgetOld() {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(clock.millis()) - FORGOTTEN_AFTER.toSeconds();
    long oldest = seconds / SignedRequest.ERA_SECONDS;
    taken.forgetBefore(oldest);
    eras.headMap(oldest).clear();
  }
}
