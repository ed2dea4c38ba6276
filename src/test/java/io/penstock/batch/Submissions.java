package io.penstock.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** Requests as the intake hands them over; each event is {@code {}}, so that it has two bytes. */
final class Submissions {
  private Submissions() {}

  static Submission of(String topic, int events) {
    try {
      String body = "[" + String.join(",", java.util.Collections.nCopies(events, "{}")) + "]";
      Stream stream = stream(topic);
      return new Submission(
          stream,
          new Slicer(stream, new SplittableRandom(1))
              .slice(body.getBytes(UTF_8), Form.JSON, "t", 0, Optional.empty()),
          new RequestStamp("t", 0, "", ""),
          Optional.empty(),
          Promise.promise());
    } catch (MalformedJson | TooManyEvents impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream stream(String topic) {
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
        1_000);
  }
}
