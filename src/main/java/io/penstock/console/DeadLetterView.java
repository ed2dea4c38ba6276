package io.penstock.console;

import io.penstock.deadletter.DeadLetter;
import io.penstock.log.Letter;
import io.penstock.log.LetterReader;
import io.penstock.log.LogConfig;
import io.penstock.log.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows a dead letter whole: what the index knows, and the bytes that the topic holds. */
public final class DeadLetterView {
  private static final String GONE =
      "the topic no longer holds it: its retention is over, so it can be seen here, and not be"
          + " replayed";

  private final LogConfig log;

  public DeadLetterView(LogConfig log) {
    this.log = log;
  }

  /** One after the other, on a worker: the log is asked, and the events' way is left alone. */
  Future<JsonObject> of(Vertx vertx, DeadLetter letter) {
    return vertx.executeBlocking(() -> view(letter), true).map(DeadLetterView::there);
  }

  /** The client says that what was asked for may be null; here it never is. */
  private static JsonObject there(@Nullable JsonObject view) {
    return Objects.requireNonNull(view);
  }

  private JsonObject view(DeadLetter letter) {
    JsonObject json = DeadLetterJson.letter(letter);
    return read(letter)
        .map(found -> json.mergeIn(DeadLetterJson.bytes(found)))
        .orElseGet(() -> json.put("gone", GONE));
  }

  /** Empty where the log no longer holds it. */
  private Optional<Letter> read(DeadLetter letter) {
    DeadLetter.Home home = letter.home();
    try (var reader = new LetterReader(log)) {
      LetterReader.Found found =
          reader.read(home.partition(), new TreeSet<>(Set.of(home.offset())), 0);
      if (found.next() <= home.offset()) {
        throw new IllegalStateException("the log does not answer, try again");
      }
      return Optional.ofNullable(found.records().get(home.offset()))
          .flatMap(LogRecord::letter)
          .filter(other -> letter.key().isOf(other));
    }
  }
}
