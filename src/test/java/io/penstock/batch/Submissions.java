package io.penstock.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.nCopies;

import io.penstock.event.KeyStrategy;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.Stream;
import io.penstock.event.json.MalformedJson;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.SplittableRandom;

/** Requests as the intake hands them over. */
public final class Submissions {
  private Submissions() {}

  /** Each event is {@code {}}, so that it has two bytes. */
  static Submission of(String topic, int events) {
    return of(stream(topic, 1_000), "[" + String.join(",", nCopies(events, "{}")) + "]");
  }

  public static Submission of(Stream stream, String body) {
    try {
      return new Submission(
          stream,
          new Slicer(stream, new SplittableRandom(1))
              .slice(body.getBytes(UTF_8), Form.JSON, "t", 0, Optional.empty()),
          new RequestStamp("t", 0, "", ""),
          Optional.empty(),
          Optional.empty(),
          Promise.promise());
    } catch (MalformedJson | TooManyEvents impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static Stream stream(String topic, int eventBytesMax) {
    return new Stream(
        topic,
        topic,
        Stream.Kind.OPEN,
        "id",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        KeyStrategy.ROUND_ROBIN,
        10_000,
        eventBytesMax);
  }
}
