package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a file, each as it is: whether it is JSON is for the server to judge, line by line.
 * Holds one line at a time, so a file may have any length.
 */
final class Lines implements EventSource {
  /** What a server takes in a request, by default. */
  static final int BYTES_MAX = 10 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[64 << 10];
  private int start;
  private int end;

  /** Bytes from {@link #start} that are no line break. */
  private int length;

  /** Bytes of this line that were let go, because it is too long. */
  private long dropped;

  Lines(InputStream in) {
    this.in = in;
  }

  @Override
  public void each(EventTaker taker) throws IOException, CommandFailed, InterruptedException {
    long line = 1;
    boolean more = true;
    while (more) {
      more = findLineBreak();
      give(line++, taker);
      start = Math.min(start + length + 1, end);
      length = 0;
      dropped = 0;
    }
  }

  /** Answers false where the file ends before a line break. */
  private boolean findLineBreak() throws IOException {
    while (true) {
      while (start + length < end) {
        if (buffer[start + length] == '\n') {
          return true;
        }
        length++;
      }
      if (length > BYTES_MAX) {
        dropped += length;
        start = end;
        length = 0;
      }
      if (!fill()) {
        return false;
      }
    }
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  private void give(long line, EventTaker taker) throws CommandFailed, InterruptedException {
    long bytes = dropped + length;
    if (bytes > BYTES_MAX) {
      String detail = "the line has %d bytes, at most %d are sent".formatted(bytes, BYTES_MAX);
      taker.leave(new Rejection(line, "", "event_too_large", detail));
    } else if (!isBlank()) {
      byte[] event = Arrays.copyOfRange(buffer, start, start + length);
      taker.take(new Slice(event, 0, length, line));
    }
  }

  /** Blank lines are nobody's event, and the server does not count them either. */
  private boolean isBlank() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Form form() {
    return Form.LINES;
  }

  @Override
  public double share() {
    return 1;
  }
}
