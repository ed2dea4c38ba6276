package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads just enough of an HTTP/1.1 answer to know its status and where it ends. */
public final class AnswerReader {
  private static final String LENGTH = "\r\ncontent-length:";

  private final byte[] head = new byte[16 << 10];
  private int headBytes;
  private int status;
  private long bodyBytesLeft;
  private boolean inBody;

  /** Takes what has arrived; true when the answer is whole, and then the next one may come. */
  public boolean take(ByteBuffer arrived) throws IOException {
    while (!inBody && arrived.hasRemaining()) {
      takeHead(arrived.get());
    }
    return inBody && takeBody(arrived);
  }

  public int status() {
    return status;
  }

  private void takeHead(byte next) throws IOException {
    if (headBytes == head.length) {
      throw new IOException("the head of the answer is longer than " + head.length + " bytes");
    }
    head[headBytes++] = next;
    if (next == '\n' && headBytes >= 4 && head[headBytes - 3] == '\n') {
      readHead(new String(head, 0, headBytes, ISO_8859_1));
    }
  }

  private void readHead(String text) throws IOException {
    int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (length < 0) {
      throw new IOException("an answer without Content-Length: " + text.lines().findFirst());
    }
    int from = length + LENGTH.length();
    bodyBytesLeft = Long.parseLong(text.substring(from, text.indexOf('\r', from)).strip());
    status = Integer.parseInt(text, 9, 12, 10);
    inBody = true;
  }

  private boolean takeBody(ByteBuffer arrived) {
    int taken = (int) Math.min(arrived.remaining(), bodyBytesLeft);
    arrived.position(arrived.position() + taken);
    bodyBytesLeft -= taken;
    if (bodyBytesLeft > 0) {
      return false;
    }
    inBody = false;
    headBytes = 0;
    return true;
  }
}
