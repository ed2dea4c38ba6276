package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;

/** Spoils the head of a request, once. */
final class HeadDamage {
  private static final String LARGE = "x-large";

  private final Draft draft;
  private final Dice dice;

  HeadDamage(Draft draft, Dice dice) {
    this.draft = draft;
    this.dice = dice;
  }

  void inflict() {
    switch (dice.below(16)) {
      case 0 -> change("method", Touch.METHOD, () -> draft.method = method());
      case 1, 2 -> change("path", Touch.PATH, () -> draft.target = dice.oneOf(HeadTokens.PATHS));
      case 3 -> change("query", Touch.QUERY, () -> draft.target += dice.oneOf(HeadTokens.QUERIES));
      case 4 -> replace("content-type", dice.oneOf(HeadTokens.TYPES), Touch.TYPE);
      case 5 -> replace("content-encoding", dice.oneOf(HeadTokens.ENCODINGS), Touch.ENCODING);
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
    return dice.oneOf(draft.way.isQuestion() ? HeadTokens.OTHER_METHODS : HeadTokens.METHODS);
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
        draft.unframed(name);
      }
      case "expect", "host" -> draft.unframed(name);
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

  /** What makes it too large stays. */
  private void drop() {
    Header header = any();
    if (header.is(LARGE)) {
      return;
    }
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
    String control = dice.oneOf(HeadTokens.CONTROLS);
    boolean inName = dice.once(4);
    draft.headers.set(
        index,
        inName
            ? new Header(inserted(header.name(), control), header.value())
            : new Header(header.name(), inserted(header.value(), control)));
    draft.damaged("a control character in " + header.name(), Touch.ANYTHING);
    draft.unframed("control");
  }

  private String inserted(String text, String what) {
    int at = dice.below(text.length() + 1);
    return text.substring(0, at) + what + text.substring(at);
  }

  private void junk() {
    Header header = dice.oneOf(HeadTokens.JUNK);
    draft.headers.add(dice.below(draft.headers.size() + 1), header);
    draft.damaged("junk: " + header.name(), Touch.HEADERS);
    touched(header.name());
    if (header.is("upgrade") || header.is("connection")) {
      draft.unframed("connection");
    }
  }

  private void oversize() {
    switch (dice.below(3)) {
      case 0 -> draft.target += "?" + "q".repeat(4_100 + dice.below(5_000));
      case 1 -> draft.with(LARGE, "v".repeat(8_200 + dice.below(5_000)));
      default -> {
        for (int i = 0; i < 900; i++) {
          draft.with("x-" + i, "many");
        }
      }
    }
    draft.damaged("oversized", Touch.OVERSIZE);
    draft.unframed("oversized");
  }

  private void length() {
    draft.headers.removeIf(header -> header.is("content-length"));
    switch (dice.below(5)) {
      case 0 -> draft.with("content-length", Integer.toString(dice.below(10)));
      case 1 -> draft.with("content-length", Integer.toString(200_000 + dice.below(20_000_000)));
      case 2 -> draft.with("content-length", "7").with("content-length", "8");
      case 3 ->
          draft.with("transfer-encoding", dice.oneOf(List.of("gzip", "chunked", "x, chunked")));
      default -> draft.with("content-length", dice.oneOf(HeadTokens.LENGTHS));
    }
    draft.damaged("a false length", Touch.BODY, Touch.CODED);
    draft.unframed("length");
  }

  /** Whatever it becomes. */
  private void spoilBytes() {
    ByteDamage damage = ByteDamage.any(dice);
    var before = draft.toHead;
    draft.toHead =
        head ->
            dice.once(4) ? lineSpoiled(before.apply(head)) : damage.to(before.apply(head), dice);
    draft.damaged("head: " + damage.words, Touch.ANYTHING);
    draft.unframed("head");
  }

  private byte[] lineSpoiled(byte[] head) {
    String version =
        dice.oneOf(
            List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.1 x", "", "ICY"));
    return new String(head, ISO_8859_1).replaceFirst("HTTP/1.1", version).getBytes(ISO_8859_1);
  }
}
