package io.penstock.ingest;

import io.penstock.access.limit.Allowance;
import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Keeping;
import io.penstock.batch.NotKept;
import io.penstock.batch.Place;
import io.penstock.batch.SpoolPlace;
import io.penstock.batch.Submission;
import io.penstock.event.BinarySlicer;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer;
import io.penstock.event.Slices;
import io.penstock.event.Stream;
import io.penstock.event.Violation;
import io.penstock.event.json.MalformedJson;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.Receipt.Malformed;
import io.penstock.ingest.Receipt.NoRoom;
import io.penstock.ingest.Receipt.TooMany;
import io.penstock.observability.Meters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Takes requests from any door: finds and checks the events, hands them over, and answers when the
 * log or the spool has them. One for each event loop; everything it answers, it answers there.
 */
public final class Intake {
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);
  private static final Duration WITHOUT_ROOM = Duration.ofSeconds(10);

  /** From here on slicing takes long enough for others to notice, and tools of its own pay. */
  private static final int LARGE_BYTES = 1 << 20;

  private final Vertx vertx;
  private final Context context;
  private final SplittableRandom random;
  private final Map<String, Counter> streams = new HashMap<>();

  /** Tenants with rules of their own whose tools are kept. */
  private static final int NARROWED_MAX = 64;

  private final Map<Stream, Tools> narrowed =
      new LinkedHashMap<>(NARROWED_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Stream, Tools> eldest) {
          return size() > NARROWED_MAX;
        }
      };

  private record Counter(Stream stream, Tools tools, Meters.Door meters) {}

  /** What finds and checks the events of one stream, for one request after the other. */
  private record Tools(Slicer slicer, BinarySlicer binary) {
    static Tools of(Stream stream, SplittableRandom random) {
      return new Tools(new Slicer(stream, random.split()), new BinarySlicer(stream));
    }

    Slices slices(Posting posting) throws MalformedJson, Slicer.TooManyEvents {
      RequestStamp stamp = posting.stamp();
      if (posting.attributes().isPresent()) {
        return binary.slice(
            posting.body(), posting.attributes().get(), stamp.tenant(), stamp.receivedAtMicros());
      }
      if (posting.places().isPresent()) {
        return slicer.slice(
            posting.body(),
            posting.places().get(),
            stamp.tenant(),
            stamp.receivedAtMicros(),
            posting.idempotencyKey());
      }
      return slicer.slice(
          posting.body(),
          posting.form(),
          stamp.tenant(),
          stamp.receivedAtMicros(),
          posting.idempotencyKey());
    }
  }

  public Intake(Vertx vertx, List<Stream> streams, Meters meters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.random = new SplittableRandom(new java.security.SecureRandom().nextLong());
    for (Stream stream : streams) {
      this.streams.put(
          stream.name(), new Counter(stream, Tools.of(stream, random), meters.door(stream.name())));
    }
  }

  /** Takes the events of a request. The future fails only where we are at fault ourselves. */
  public Future<Receipt> take(Posting posting) {
    Counter counter = streams.get(posting.stream().name());
    if (counter == null) {
      throw new IllegalArgumentException("no stream " + posting.stream().name());
    }
    if (posting.body().length >= LARGE_BYTES) {
      return takeBeside(posting, Tools.of(posting.stream(), random), counter.meters);
    }
    return posting.stream().costlyRules().isPresent()
        ? takeBeside(posting, tools(posting.stream(), counter), counter.meters)
        : take(slice(posting, tools(posting.stream(), counter)), posting, counter.meters);
  }

  /** A tenant may be held to less than the stream allows. */
  private Tools tools(Stream stream, Counter counter) {
    return stream.equals(counter.stream)
        ? counter.tools
        : narrowed.computeIfAbsent(stream, narrower -> Tools.of(narrower, random));
  }

  /** On a worker thread, so that the event loop has time for others. */
  private Future<Receipt> takeBeside(Posting posting, Tools tools, Meters.Door meters) {
    return vertx
        .executeBlocking(() -> slice(posting, tools))
        .compose(sliced -> take(Objects.requireNonNull(sliced), posting, meters));
  }

  /** What slicing a request came to. */
  private sealed interface Sliced {
    record Good(Slices slices) implements Sliced {}

    record Refused(Receipt receipt) implements Sliced {}
  }

  private static Sliced slice(Posting posting, Tools tools) {
    try {
      return new Sliced.Good(tools.slices(posting));
    } catch (MalformedJson malformed) {
      return new Sliced.Refused(new Malformed(malformed.offset(), malformed.what()));
    } catch (Slicer.TooManyEvents tooMany) {
      return new Sliced.Refused(new TooMany(posting.stream().eventsMax()));
    }
  }

  private Future<Receipt> take(Sliced sliced, Posting posting, Meters.Door meters) {
    return switch (sliced) {
      case Sliced.Refused(Receipt receipt) -> {
        charge(posting, 1);
        yield Future.succeededFuture(receipt);
      }
      case Sliced.Good(Slices slices) -> take(slices, posting, meters);
    };
  }

  private Future<Receipt> take(Slices slices, Posting posting, Meters.Door meters) {
    int received = slices.count() + slices.duplicates() + slices.rejected();
    charge(posting, received);
    count(slices, received, meters);
    if (slices.count() == 0 || (posting.atomic() && slices.rejected() > 0)) {
      return Future.succeededFuture(nothingToKeep(slices, meters));
    }
    return keep(
        new Submission(
            posting.stream(),
            slices,
            posting.stamp(),
            posting.traceparent(),
            posting.attributes(),
            Promise.promise()),
        posting.allowance(),
        meters);
  }

  private static void charge(Posting posting, int events) {
    posting.allowance().ifPresent(allowance -> allowance.charge(events, posting.body().length));
  }

  private static void count(Slices slices, int received, Meters.Door meters) {
    meters.received(received);
    meters.duplicates(slices.duplicates());
    if (slices.rejected() > 0) {
      int last = -1;
      for (Violation violation : slices.violations()) {
        if (violation.index() != last) {
          meters.rejected(violation.code(), 1);
          last = violation.index();
        }
      }
    }
  }

  private static Receipt nothingToKeep(Slices slices, Meters.Door meters) {
    if (slices.rejected() == 0) {
      return new Kept(
          List.of(), List.of(), 0, slices.duplicates(), 0, List.of(), slices.warnings());
    }
    if (slices.count() > 0) {
      meters.rejected("atomic", slices.count());
    }
    int sound = slices.count() + slices.duplicates();
    return new Invalid(sound, slices.rejected(), slices.violations());
  }

  private Future<Receipt> keep(
      Submission submission, Optional<Allowance> allowance, Meters.Door meters) {
    BatchingVerticle.SUBMIT
        .send(vertx.eventBus(), submission)
        .onFailure(nobody -> submission.kept().tryFail(nobody));
    Promise<Receipt> answered = Promise.promise();
    Slices slices = submission.slices();
    submission
        .kept()
        .future()
        .onComplete(
            kept ->
                context.runOnContext(
                    here -> {
                      if (kept.succeeded()) {
                        allowance.ifPresent(it -> it.keep(slices.count(), slices.bytes()));
                      }
                      answered.complete(receiptOf(slices, kept, meters));
                    }));
    return answered.future();
  }

  private static Receipt receiptOf(Slices slices, AsyncResult<Keeping> kept, Meters.Door meters) {
    if (kept.failed()) {
      return notKept(slices, kept.cause(), meters);
    }
    meters.accepted(slices.count());
    return switch (kept.result()) {
      case Keeping.InLog(List<Place> places) -> keptAt(places, List.of(), slices);
      case Keeping.InSpool(SpoolPlace place) -> keptAt(List.of(), List.of(place), slices);
    };
  }

  private static Receipt notKept(Slices slices, Throwable fault, Meters.Door meters) {
    if (fault instanceof NotKept notKept) {
      meters.rejected(notKept.why().name().toLowerCase(Locale.ROOT), slices.count());
      return new NoRoom(notKept.why(), String.valueOf(notKept.getMessage()), WITHOUT_ROOM);
    }
    meters.rejected("log_unavailable", slices.count());
    return new Busy("the log did not acknowledge the events", AFTER_A_FAULT);
  }

  private static Kept keptAt(List<Place> places, List<SpoolPlace> spooled, Slices slices) {
    return new Kept(
        places,
        spooled,
        slices.count(),
        slices.duplicates(),
        slices.rejected(),
        slices.violations(),
        slices.warnings());
  }
}
