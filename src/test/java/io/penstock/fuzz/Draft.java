package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.penstock.fuzz.Request.Ending;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request in the making: good until something damages it. */
final class Draft {
  final int number;
  final Way way;
  final Content content;
  final List<Header> headers = new ArrayList<>();
  final List<String> damages = new ArrayList<>();
  final EnumSet<Touch> touches = EnumSet.noneOf(Touch.class);
  private final Dice dice;
  private byte[] coded = {};
  String method = "POST";
  String target;
  String version = "HTTP/1.1";
  byte[] body;
  Compression compression = Compression.NONE;
  boolean chunked;
  boolean protobuf;
  Ending ending = Ending.KEEP;

  /** What happens to the bytes once they are made. */
  UnaryOperator<byte[]> toCoded = UnaryOperator.identity();

  UnaryOperator<byte[]> toFramed = UnaryOperator.identity();
  UnaryOperator<byte[]> toHead = UnaryOperator.identity();

  Draft(int number, Way way, String target, Content content, Dice dice) {
    this.number = number;
    this.way = way;
    this.target = target;
    this.content = content;
    this.dice = dice;
    this.body = content.body();
  }

  Draft with(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  void damaged(String how, Touch... what) {
    damages.add(how);
    touches.addAll(List.of(what));
  }

  /** Where it ends cannot be trusted, so its connection is not used again. */
  void unframed(String how) {
    damaged(how, Touch.FRAMING);
    ending = Ending.FINISH_WHEN_SILENT;
  }

  /**
   * Compresses the body, and says how long it is in headers like others, so that they can be
   * damaged like others. To be called once, between the damages of the body and those of the head.
   */
  void announce() {
    if (way.isQuestion()) {
      return;
    }
    coded = toCoded.apply(compression.of(body));
    if (compression != Compression.NONE) {
      with("content-encoding", compression.coding);
    }
    if (chunked) {
      with("transfer-encoding", "chunked");
    } else {
      with("content-length", Integer.toString(coded.length));
    }
  }

  Request request() {
    var head = new StringBuilder(method + " " + target + " " + version + "\r\n");
    headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(toHead.apply(head.append("\r\n").toString().getBytes(ISO_8859_1)));
    wire.writeBytes(toFramed.apply(chunked ? chunks() : coded));
    int query = target.indexOf('?');
    return new Request(
        number,
        way,
        method,
        query < 0 ? target : target.substring(0, query),
        List.copyOf(damages),
        touches,
        content,
        protobuf,
        wire.toByteArray(),
        ending);
  }

  private byte[] chunks() {
    var chunks = new ByteArrayOutputStream();
    for (int from = 0; from < coded.length; ) {
      int length = Math.min(coded.length - from, dice.skewed(10_000));
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      chunks.write(coded, from, length);
      chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
      from += length;
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return chunks.toByteArray();
  }
}
