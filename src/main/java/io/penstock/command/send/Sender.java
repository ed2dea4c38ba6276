package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.client.Http;
import io.penstock.command.send.Answer.Final;
import io.penstock.command.send.Answer.Judged;
import io.penstock.command.send.Answer.Later;
import io.penstock.command.send.Answer.Refused;
import io.penstock.command.send.Answer.TooLarge;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sends batches, each as often as it takes to learn what became of its events. Repeating is safe
 * because the ids are the sender's. Used by several threads at once.
 */
public final class Sender implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final Http http = new Http();
  private final Destination destination;
  private final Duration retryFor;
  private final Backoff backoff;
  private final Time time;
  private final Totals totals;
  private final Consumer<String> notice;
  private final AtomicBoolean noticed = new AtomicBoolean();

  /** {@code notice} hears a sentence when something has to be repeated for the first time. */
  public Sender(
      Destination destination,
      Duration retryFor,
      Backoff backoff,
      Time time,
      Totals totals,
      Consumer<String> notice) {
    this.destination = destination;
    this.retryFor = retryFor;
    this.backoff = backoff;
    this.time = time;
    this.totals = totals;
    this.notice = notice;
  }

  /** Fails where the server refuses the request as such, or does not answer for too long. */
  void send(Batch batch) throws CommandFailed, InterruptedException {
    switch (untilAnswered(batch)) {
      case Judged judged -> totals.judged(judged);
      case TooLarge() -> {
        for (Batch half : batch.halves()) {
          send(half);
        }
      }
      case Refused(int exitCode, String why, String advice) ->
          throw new CommandFailed(exitCode, destination + ": " + why, advice);
    }
  }

  private Final untilAnswered(Batch batch) throws CommandFailed, InterruptedException {
    HttpRequest request = destination.request(batch);
    long startedAt = time.nanos();
    for (int attempts = 1; ; attempts++) {
      totals.asked(attempts > 1);
      switch (exchange(request, batch)) {
        case Final answer -> {
          return answer;
        }
        case Later(String why, Duration after) ->
            pause(why, backoff.after(attempts, after), startedAt);
      }
    }
  }

  private Answer exchange(HttpRequest request, Batch batch) throws InterruptedException {
    try {
      return Answers.read(http.exchange(request, ANSWER_TIMEOUT), batch);
    } catch (IOException fault) {
      return new Later(Http.describe(fault), Duration.ZERO);
    }
  }

  private void pause(String why, Duration wait, long startedAt)
      throws CommandFailed, InterruptedException {
    long waited = time.nanos() - startedAt;
    if (waited + wait.toNanos() > retryFor.toNanos()) {
      throw gaveUp(why, wait);
    }
    if (noticed.compareAndSet(false, true)) {
      notice.accept(
          "%s: %s; trying again for up to %d s"
              .formatted(destination, withoutStop(why), retryFor.toSeconds()));
    }
    time.pause(wait);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private CommandFailed gaveUp(String why, Duration wait) {
    return new CommandFailed(
        ExitCode.UNAVAILABLE,
        "%s: %s; the next attempt in %.1f s would be later than the %d s of --retry-for."
            .formatted(
                destination, withoutStop(why), wait.toMillis() / 1000.0, retryFor.toSeconds()),
        "Is Penstock running? Start it with 'penstock demo', or name its ingest address with"
            + " --url. What was sent may be sent again.");
  }

  @Override
  public void close() {
    http.close();
  }
}
