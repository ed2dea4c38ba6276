package io.penstock.console;

import io.penstock.ledger.LedgerConfig;
import io.penstock.ledger.reconcile.NotFoundOut;
import io.penstock.ledger.reconcile.Reconciliation;
import io.penstock.ledger.reconcile.Report;
import io.penstock.ledger.reconcile.Subject;
import io.penstock.ledger.reconcile.Watch;
import io.penstock.log.LogScan;
import io.penstock.sink.SinkFault;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the log with the sinks that can be looked at from this node: one question at a time, on
 * a platform thread of its own. It tells line by line: how far it is, a report for each sink, and
 * an end.
 */
public final class Reconciling {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);
  private static final long PROGRESS_MILLIS = 1_000;

  private final Vertx vertx;
  private final Reconciliation reconciliation;
  private final LedgerConfig config;
  private final Function<String, List<Subject>> subjects;
  private final Clock clock;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  /** {@code subjects} are the sinks of a stream. */
  public Reconciling(
      Vertx vertx,
      Reconciliation reconciliation,
      LedgerConfig config,
      Function<String, List<Subject>> subjects,
      Clock clock) {
    this.vertx = vertx;
    this.reconciliation = reconciliation;
    this.config = config;
    this.subjects = subjects;
    this.clock = clock;
  }

  /** Hears the lines, on the context of whoever began. */
  interface Listener {
    void line(JsonObject line);

    void end(JsonObject line);
  }

  List<String> sinksFor(ReconcileQuestion question) {
    return subjectsFor(question).stream().map(Subject::sink).toList();
  }

  private List<Subject> subjectsFor(ReconcileQuestion question) {
    return subjects.apply(question.stream()).stream()
        .filter(subject -> question.wants(subject.sink()))
        .toList();
  }

  /** Begins, and answers by what it may be cancelled; empty where another one runs. */
  Optional<Watch> begin(ReconcileQuestion question, Listener listener) {
    if (!isRunning.compareAndSet(false, true)) {
      return Optional.empty();
    }
    var watch = new Watch(config.timeMax(), System::nanoTime);
    Instant since =
        clock.instant().truncatedTo(ChronoUnit.MILLIS).minusSeconds(question.sinceSeconds());
    Context loop = vertx.getOrCreateContext();
    long ticks =
        vertx.setPeriodic(
            PROGRESS_MILLIS,
            tick -> listener.line(line("progress", ReconcileJson.progress(watch))));
    Thread.ofPlatform()
        .daemon()
        .name("penstock-reconcile")
        .start(
            () -> {
              JsonObject end = end(question, since, watch, loop, listener);
              isRunning.set(false);
              loop.runOnContext(
                  done -> {
                    vertx.cancelTimer(ticks);
                    listener.end(end);
                  });
            });
    return Optional.of(watch);
  }

  /** The last line; reports are told before it. */
  private JsonObject end(
      ReconcileQuestion question, Instant since, Watch watch, Context loop, Listener listener) {
    try {
      long unexplained = 0;
      for (Subject subject : subjectsFor(question)) {
        Report report = reconciliation.of(subject, since, question.tenant(), watch);
        unexplained += report.unexplained();
        JsonObject json = ReconcileJson.report(report);
        loop.runOnContext(done -> listener.line(line("report", json)));
      }
      return line(
          "done",
          new JsonObject()
              .put("unexplained", unexplained)
              .put("differenceMax", config.differenceMax()));
    } catch (NotFoundOut | LogScan.Unreadable | SinkFault reason) {
      return problem("not_found_out", String.valueOf(reason.getMessage()));
    } catch (RuntimeException | Error fault) {
      LOG.atError().setCause(fault).log("A reconciliation failed");
      return problem("internal", String.valueOf(fault));
    }
  }

  static JsonObject problem(String code, String detail) {
    return line("problem", new JsonObject().put("code", code).put("detail", detail));
  }

  private static JsonObject line(String name, JsonObject value) {
    return new JsonObject().put(name, value);
  }
}
