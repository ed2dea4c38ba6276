package io.penstock.log.login;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of this process. It is renewed early, and while that fails the one in hand serves to
 * its end; whatever fails, it is asked for again.
 */
final class Tokens implements AutoCloseable {
  /** Where tokens come from. */
  interface Source {
    TokenAnswer ask() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  /** A connection that is made before the first answer waits for it, since a node just started. */
  private static final Duration FIRST_MAX = Duration.ofSeconds(5);

  private final Source source;
  private final Renewal renewal;
  private final Clock clock;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("log-token").unstarted(this::run);
  private volatile @Nullable AccessToken held;
  private volatile String why = "none was granted yet";
  private int failures;

  Tokens(Source source, Renewal renewal, Clock clock) {
    this.source = source;
    this.renewal = renewal;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Duration pause = ask();
        first.countDown();
        Thread.sleep(pause);
      }
    } catch (InterruptedException closed) {
      first.countDown();
    }
  }

  /** Answers how long to wait before the next time. */
  private Duration ask() throws InterruptedException {
    return switch (answer()) {
      case TokenAnswer.Granted(AccessToken token) -> take(token);
      case TokenAnswer.Denied(String reason) -> goOnWithout(reason);
    };
  }

  /** Nothing may end the asking. */
  private TokenAnswer answer() throws InterruptedException {
    try {
      return source.ask();
    } catch (RuntimeException fault) {
      return new TokenAnswer.Denied("the token cannot be asked for: " + fault.getClass().getName());
    }
  }

  private Duration take(AccessToken token) {
    if (failures > 0) {
      LOG.info("There is a token for the log again");
    }
    failures = 0;
    why = "another was asked for, and is not there yet";
    held = token;
    return renewal.afterGrant(token.life());
  }

  private Duration goOnWithout(String reason) {
    why = reason;
    if (failures++ == 0) {
      tell(reason);
    }
    return renewal.afterFailure(failures);
  }

  private void tell(String reason) {
    AccessToken still = held;
    LOG.atWarn()
        .addKeyValue("until", still == null ? "now" : still.end().toString())
        .log("There is no new token for the log, and the old one serves until its end: {}", reason);
  }

  /** Waits for nothing but the very first answer. */
  AccessToken get() throws NoToken {
    awaitFirst();
    AccessToken token = held;
    if (token == null) {
      throw new NoToken(why);
    }
    if (token.isOver(clock.instant())) {
      throw new NoToken("the last one is over; " + why);
    }
    return token;
  }

  private void awaitFirst() throws NoToken {
    try {
      if (!first.await(FIRST_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new NoToken("the token endpoint has not answered yet");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NoToken("interrupted");
    }
  }

  /** Does not wait for what is being asked. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
