package io.penstock.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.deadletter.DeadLetter;
import io.penstock.deadletter.Replay;
import io.penstock.log.Letter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dead letters and replays as the admin listener tells them. */
final class DeadLetterJson {
  private DeadLetterJson() {}

  static JsonArray letters(List<DeadLetter> letters) {
    var all = new JsonArray();
    letters.forEach(letter -> all.add(letter(letter)));
    return all;
  }

  static JsonObject letter(DeadLetter letter) {
    return new JsonObject()
        .put("id", letter.key().toString())
        .put("sink", letter.key().sink())
        .put("topic", letter.key().origin().topic())
        .put("partition", letter.key().origin().number())
        .put("offset", letter.key().offset())
        .put("state", letter.standing().state())
        .put("diedAt", time(letter.home().sinceMillis()))
        .put("error", error(letter.why()))
        .put("eventId", letter.eventId())
        .put("type", letter.type())
        .put("tenant", letter.stamp().tenant())
        .put(
            "receivedAt",
            Instant.EPOCH.plus(letter.stamp().receivedAtMicros(), ChronoUnit.MICROS).toString())
        .put("clientIp", letter.stamp().clientAddress())
        .put("keyId", letter.stamp().keyId())
        .put("originAt", time(letter.originAtMillis()))
        .put("group", letter.group())
        .put("attempt", letter.attempt())
        .put("firstFailedAt", time(letter.firstFailedAtMillis()))
        .put("cameBackFrom", letter.cameBackFrom())
        .put("letter", home(letter.home()))
        .put("who", letter.standing().who())
        .put("why", letter.standing().why())
        .put("changedAt", time(letter.standing().changedAtMillis()))
        .put("replay", letter.standing().replay());
  }

  private static JsonObject error(DeadLetter.Why why) {
    return new JsonObject()
        .put("class", why.errorClass())
        .put("code", why.code())
        .put("message", why.message())
        .put("path", why.path());
  }

  private static JsonObject home(DeadLetter.Home home) {
    return new JsonObject()
        .put("topic", home.partition().topic())
        .put("partition", home.partition().number())
        .put("offset", home.offset());
  }

  /** What the topic holds beside what the index knows. */
  static JsonObject bytes(Letter letter) {
    var headers = new JsonObject();
    letter.others().forEach(other -> headers.put(other.name(), bytes(other.value())));
    return new JsonObject()
        .put("key", bytes(letter.key()))
        .put("value", bytes(letter.value()))
        .put("headers", headers);
  }

  /** Text where the bytes are text, so that a person can read it; else base64. Null for none. */
  private static @Nullable JsonObject bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new JsonObject().put("text", text);
    } catch (CharacterCodingException noText) {
      return new JsonObject().put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  static JsonArray replays(List<Replay> replays) {
    var all = new JsonArray();
    replays.forEach(replay -> all.add(replay(replay)));
    return all;
  }

  static JsonObject replay(Replay replay) {
    return new JsonObject()
        .put("id", replay.id())
        .put("sink", replay.sink())
        .put("state", replay.state())
        .put("rate", replay.rate())
        .put("letters", replay.letters())
        .put("sent", replay.sent())
        .put("missing", replay.missing())
        .put("who", replay.who())
        .put("why", replay.why())
        .put("selection", new JsonObject(replay.selection()))
        .put("createdAt", time(replay.createdAtMillis()))
        .put("finishedAt", time(replay.finishedAtMillis()));
  }

  /** With what became of its letters until now. */
  static JsonObject replay(Replay replay, Map<String, Long> standings) {
    var now = new JsonObject();
    standings.forEach(now::put);
    return replay(replay).put("now", now);
  }

  /** Null for what has not happened. */
  private static @Nullable String time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }
}
