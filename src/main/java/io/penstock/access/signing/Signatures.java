package io.penstock.access.signing;

import io.penstock.access.Caller;
import io.penstock.access.audit.Denials;
import io.penstock.cluster.SharedSet;
import io.penstock.cluster.SharedSet.Added;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

  private final Clock clock;
  private final SharedSet taken;
  private final Denials denials;

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
        : new Begun.Signed(new SignedRequest(key, headers, fault -> deny(caller, fault)));
  }

  private Begun wrong(Caller caller, SigningFault fault) {
    deny(caller, fault);
    return new Begun.Wrong(fault);
  }

  private void deny(Caller caller, SigningFault fault) {
    denials.note(fault.code(), caller.subject(), caller.address());
  }

  /** Whether a genuine request is the first of its kind. */
  public Future<Added> take(SignedRequest request) {
    return taken
        .add(request.era(), request.fingerprint())
        .onSuccess(
            added -> {
              if (added == Added.SEEN_BEFORE) {
                request.deny(SigningFault.REPLAYED);
              }
            });
  }

  /** It was not kept, so the same may come again. */
  public void giveBack(SignedRequest request) {
    taken.remove(request.era(), request.fingerprint());
  }
}
