package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.penstock.fuzz.Request.Ending;
import java.util.List;
import java.util.Locale;

/** Spoils the head of a request, once. */
final class HeadDamage {
  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "post", "P");
  private static final List<String> OTHER_METHODS =
      List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "get", "P");
  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/xml",
          "application/json; charset=utf-16",
          "json",
          "application/x-ndjson",
          "application/json, text/plain",
          ";;;",
          "application/x-protobuf",
          "application/cloudevents+json",
          "application/cloudevents+avro",
          "multipart/form-data",
          "application/cloudevents-batch+json",
          "application/x-www-form-urlencoded",
          "\u00ff/\u00ff",
          "application/json; charset=",
          "application/json;;=;\"",
          "application/cloudevents");
  private static final List<String> ENCODINGS =
      List.of(
          "gzip",
          "deflate",
          "zstd",
          "identity",
          "br",
          "gzip, gzip",
          "gzip,identity",
          "compress",
          "x-gzip",
          "GZIP",
          "",
          "*",
          "zstd;q=1",
          "\u00e9");
  private static final List<String> PATHS =
      List.of(
          "/",
          "//ingest",
          "/ingest/",
          "/INGEST",
          "/v1",
          "/v1/streams/nowhere/events",
          "/../ingest",
          "/v1/streams/../ingest",
          "/v1/streams/%6fpen/events",
          "/ingest%00",
          "/%zz",
          "/ingest%",
          "*",
          "http://127.0.0.1/ingest",
          "http:///",
          "ingest",
          "/v1/receipts/",
          "/v1/receipts/open",
          "/v1/receipts/open~0:1-0",
          "/v1/receipts/nowhere~0:0-0",
          "/v1/receipts/open~999999999:0-1",
          "/v1/receipts/open~0:0-999999999999999999",
          "/v1/receipts/%zz",
          "/v1/receipts/a/b",
          "/v1/receipts/%C3%A9~0:0-0",
          "/v1/receipts/%ff",
          "/v1/logs/",
          "/v1/traces;x=1",
          "/health/",
          "/metrics/x",
          "/\u00e9",
          "/ingest#f",
          "/v1/streams//events",
          "/admin/v1/ledger",
          "/%2e%2e/",
          "/v1/streams/open/events/",
          "/v1/streams/%ff/events",
          "/v1/streams/\"/events",
          "127.0.0.1:1");
  private static final List<String> QUERIES =
      List.of(
          "?",
          "?atomic",
          "?atomic=",
          "?atomic=maybe",
          "?atomic=TRUE",
          "?atomic=true&atomic=no",
          "?%zz",
          "?a=%",
          "?atomic=%zz",
          "?atomic=%74rue",
          "?a=%c3%28",
          "?&&&==&",
          "?atomic=true#x",
          "?\u00ff",
          "??atomic=true",
          "?a=1;atomic=x",
          "?" + "a&".repeat(1_200));
  private static final List<Header> JUNK =
      List.of(
          new Header("te", "trailers"), new Header("upgrade", "websocket"),
          new Header("connection", "upgrade"), new Header("upgrade", "h2c"),
          new Header("connection", "close"), new Header("accept", "text/html"),
          new Header("accept-encoding", "gzip, *;q=0"), new Header("range", "bytes=0-1"),
          new Header("if-none-match", "*"), new Header("cookie", "a=\"; b"),
          new Header("origin", "https://a.example"), new Header("origin", "null"),
          new Header("access-control-request-method", "POST"),
              new Header("x-forwarded-for", "::1,x"),
          new Header("traceparent", "00-" + "0".repeat(32) + "-x"),
              new Header("tracestate", "=,=,"),
          new Header("sec-websocket-key", "x"), new Header("http2-settings", "AAMAAABkAAQAAP__"),
          new Header("x-http-method-override", "DELETE"), new Header("forwarded", "for=\"_"),
          new Header("content-range", "bytes 0-1/2"), new Header("x-utf8", "caf\u00c3\u00a9"),
          new Header("host", "a.example"), new Header("priority", "u=9"));
  private static final List<String> LENGTHS =
      List.of(
          "-1",
          "many",
          "+5",
          "0x10",
          "1 2",
          "",
          "99999999999999999999",
          "1,1",
          "9223372036854775807");
  private static final List<String> CONTROLS =
      List.of(
          "\0", "\u0001", "\u000b", "\u007f", "\r", "\n", "\r\n", "\r\n\r\n", "\r\n x", "\u0085");

  private final Draft draft;
  private final Dice dice;

  HeadDamage(Draft draft, Dice dice) {
    this.draft = draft;
    this.dice = dice;
  }

  void inflict() {
    switch (dice.below(16)) {
      case 0 -> change("method", Touch.METHOD, () -> draft.method = method());
      case 1, 2 -> change("path", Touch.PATH, () -> draft.target = dice.oneOf(PATHS));
      case 3 -> change("query", Touch.QUERY, () -> draft.target += dice.oneOf(QUERIES));
      case 4 -> replace("content-type", dice.oneOf(TYPES), Touch.TYPE);
      case 5 -> replace("content-encoding", dice.oneOf(ENCODINGS), Touch.ENCODING);
      case 6, 7 -> spoilKey();
      case 8 -> drop();
      case 9 -> change("a header doubled", any(), Touch.HEADERS);
      case 10 -> garble();
      case 11 -> control();
      case 12 -> junk();
      case 13 -> oversize();
      case 14 -> length();
      default -> spoilBytes();
    }
  }

  private String method() {
    return dice.oneOf(draft.way.isQuestion() ? OTHER_METHODS : METHODS);
  }

  private void change(String what, Touch touch, Runnable change) {
    change.run();
    draft.damaged(what + " changed", touch);
  }

  /** As it stands, or with other values behind the first. */
  private void change(String what, Header header, Touch touch) {
    draft.headers.add(header);
    draft.damaged(what + ": " + header.name(), touch);
    touched(header.name());
  }

  private Header any() {
    return dice.oneOf(draft.headers);
  }

  /** What is at stake with this header. */
  private void touched(String name) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "authorization", "x-api-key" -> draft.touches.add(Touch.AUTH);
      case "content-type" -> draft.touches.add(Touch.TYPE);
      case "content-encoding" -> draft.touches.add(Touch.ENCODING);
      case "idempotency-key" -> draft.touches.add(Touch.IDEMPOTENCY_KEY);
      case "x-request-id" -> draft.touches.add(Touch.REQUEST_ID);
      case "content-length", "transfer-encoding" -> {
        draft.touches.addAll(List.of(Touch.BODY, Touch.CODED));
        draft.unframed(name, Ending.FINISH_WHEN_SILENT);
      }
      case "expect", "host" -> draft.unframed(name, Ending.FINISH_WHEN_SILENT);
      default -> draft.touches.add(name.startsWith("ce-") ? Touch.BODY : Touch.HEADERS);
    }
  }

  private void replace(String name, String value, Touch touch) {
    draft.headers.removeIf(header -> header.is(name));
    draft.with(name, value);
    draft.damaged(name + " is now '" + value + "'", touch);
  }

  private void spoilKey() {
    draft.headers.removeIf(h -> h.is("authorization") || h.is("x-api-key"));
    switch (dice.below(6)) {
      case 0 -> {}
      case 1 -> draft.with("authorization", "Bearer " + Grammar.KEY + "x");
      case 2 -> draft.with("authorization", "Basic " + Grammar.KEY);
      case 3 -> draft.with("authorization", "Bearer other:" + Grammar.KEY);
      case 4 -> draft.with("x-api-key", Grammar.KEY.substring(1));
      default -> draft.with("authorization", "Bearer").with("x-api-key", "");
    }
    draft.damaged("no key", Touch.AUTH, Touch.NO_KEY);
  }

  private void drop() {
    Header header = any();
    draft.headers.remove(header);
    draft.damaged("without " + header.name(), Touch.HEADERS);
    touched(header.name());
  }

  /** Other letters, but nothing that ends the line. */
  private void garble() {
    int index = dice.below(draft.headers.size());
    Header header = draft.headers.get(index);
    var value = new StringBuilder(header.value() + " ");
    value.setCharAt(dice.below(value.length()), (char) (' ' + dice.below('~' - ' ')));
    if (dice.once(4)) {
      value.insert(dice.below(value.length()), (char) (0xa0 + dice.below(0x60)));
    }
    draft.headers.set(index, new Header(header.name(), value.toString()));
    draft.damaged("garbled: " + header.name(), Touch.HEADERS);
    touched(header.name());
  }

  private void control() {
    int index = dice.below(draft.headers.size());
    Header header = draft.headers.get(index);
    String control = dice.oneOf(CONTROLS);
    boolean inName = dice.once(4);
    draft.headers.set(
        index,
        inName
            ? new Header(inserted(header.name(), control), header.value())
            : new Header(header.name(), inserted(header.value(), control)));
    draft.damaged("a control character in " + header.name(), Touch.ANYTHING);
    draft.unframed("control", Ending.FINISH_WHEN_SILENT);
  }

  private String inserted(String text, String what) {
    int at = dice.below(text.length() + 1);
    return text.substring(0, at) + what + text.substring(at);
  }

  private void junk() {
    Header header = dice.oneOf(JUNK);
    draft.headers.add(dice.below(draft.headers.size() + 1), header);
    draft.damaged("junk: " + header.name(), Touch.HEADERS);
    touched(header.name());
    if (header.is("upgrade") || header.is("connection")) {
      draft.unframed("connection", Ending.FINISH_WHEN_SILENT);
    }
  }

  private void oversize() {
    switch (dice.below(3)) {
      case 0 -> draft.target += "?" + "q".repeat(4_100 + dice.below(5_000));
      case 1 -> draft.with("x-large", "v".repeat(8_200 + dice.below(5_000)));
      default -> {
        for (int i = 0; i < 900; i++) {
          draft.with("x-" + i, "many");
        }
      }
    }
    draft.damaged("oversized", Touch.OVERSIZE);
    draft.unframed("oversized", Ending.FINISH_WHEN_SILENT);
  }

  private void length() {
    draft.headers.removeIf(header -> header.is("content-length"));
    switch (dice.below(5)) {
      case 0 -> draft.with("content-length", Integer.toString(dice.below(10)));
      case 1 -> draft.with("content-length", Integer.toString(200_000 + dice.below(20_000_000)));
      case 2 -> draft.with("content-length", "7").with("content-length", "8");
      case 3 ->
          draft.with("transfer-encoding", dice.oneOf(List.of("gzip", "chunked", "x, chunked")));
      default -> draft.with("content-length", dice.oneOf(LENGTHS));
    }
    draft.damaged("a false length", Touch.BODY, Touch.CODED);
    draft.unframed("length", Ending.FINISH_WHEN_SILENT);
  }

  /** Whatever it becomes. */
  private void spoilBytes() {
    ByteDamage damage = ByteDamage.any(dice);
    var before = draft.toHead;
    draft.toHead =
        head ->
            dice.once(4) ? lineSpoiled(before.apply(head)) : damage.to(before.apply(head), dice);
    draft.damaged("head: " + damage.words, Touch.ANYTHING);
    draft.unframed("head", Ending.FINISH_WHEN_SILENT);
  }

  private byte[] lineSpoiled(byte[] head) {
    String version =
        dice.oneOf(
            List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.1 x", "", "ICY"));
    return new String(head, ISO_8859_1).replaceFirst("HTTP/1.1", version).getBytes(ISO_8859_1);
  }
}
