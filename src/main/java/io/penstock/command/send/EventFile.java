package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of events, whatever its shape: lines or whole JSON texts, gzip or not. */
public final class EventFile implements Closeable {
  private static final int BUFFER = 64 << 10;
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  private final String name;
  private final long bytes;
  private final Counted raw;
  private final EventSource source;

  private EventFile(String name, long bytes, Counted raw) throws IOException, CommandFailed {
    this.name = name;
    this.bytes = bytes;
    this.raw = raw;
    this.source = sourceOf(name, withoutMark(inflated(raw)));
  }

  /** Opens the file of that name; {@code -} is {@code standardInput}. */
  public static EventFile open(String file, InputStream standardInput) throws CommandFailed {
    return file.equals("-")
        ? open("standard input", () -> 0L, () -> standardInput)
        : open(file, () -> Files.size(Path.of(file)), () -> Files.newInputStream(Path.of(file)));
  }

  private static EventFile open(String name, Asked<Long> bytes, Asked<InputStream> content)
      throws CommandFailed {
    try {
      return new EventFile(name, bytes.get(), new Counted(content.get()));
    } catch (IOException fault) {
      throw unreadable(name, fault);
    }
  }

  private static InputStream inflated(InputStream raw) throws IOException {
    var in = new BufferedInputStream(raw, BUFFER);
    return startsWith(GZIP, in) ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** The mark is the file's, not the first event's; servers refuse it. */
  private static BufferedInputStream withoutMark(InputStream inflated) throws IOException {
    var in = new BufferedInputStream(inflated, BUFFER);
    if (startsWith(BYTE_ORDER_MARK, in)) {
      in.skipNBytes(BYTE_ORDER_MARK.length);
    }
    return in;
  }

  private static boolean startsWith(int[] magic, InputStream in) throws IOException {
    in.mark(magic.length);
    boolean same = true;
    for (int i = 0; same && i < magic.length; i++) {
      same = in.read() == magic[i];
    }
    in.reset();
    return same;
  }

  private static EventSource sourceOf(String name, BufferedInputStream in)
      throws IOException, CommandFailed {
    return isEvent(firstLine(in)) ? new Lines(in) : document(name, in);
  }

  /**
   * The first line that is not blank, without consuming anything; longer than a line may be, cut.
   */
  private static byte[] firstLine(BufferedInputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    in.mark(Lines.BYTES_MAX + 1);
    boolean blank = true;
    for (int read = 0; read < Lines.BYTES_MAX; read++) {
      int b = in.read();
      if (b < 0 || (b == '\n' && !blank)) {
        break;
      }
      blank &= b <= ' ';
      line.write(b);
    }
    in.reset();
    return line.toByteArray();
  }

  /** Whether the line is a whole event, so that the others are events as well. */
  private static boolean isEvent(byte[] line) {
    var scanner = new JsonScanner();
    scanner.reset(line, 0, line.length);
    try {
      if (scanner.peek() == '[' || Document.Envelope.stepsInto(scanner)) {
        return false;
      }
      scanner.skipValue();
      scanner.expectEnd();
      return true;
    } catch (MalformedJson partOfMore) {
      return false;
    }
  }

  private static Document document(String name, InputStream in) throws IOException, CommandFailed {
    byte[] bytes = in.readNBytes(Document.BYTES_MAX + 1);
    if (bytes.length > Document.BYTES_MAX) {
      throw new CommandFailed(
          ExitCode.NOT_JSON,
          "%s is one JSON text of more than %d MB, which is more than is read at once."
              .formatted(name, Document.BYTES_MAX >> 20),
          "Make JSON lines of it, which may have any length: jq -c '.[]' FILE | penstock send -");
    }
    return new Document(name, bytes);
  }

  void each(EventTaker taker) throws CommandFailed, InterruptedException {
    try {
      source.each(taker);
    } catch (IOException fault) {
      throw unreadable(name, fault);
    }
  }

  private static CommandFailed unreadable(String name, IOException fault) {
    String why = fault instanceof NoSuchFileException ? "there is no such file" : reason(fault);
    return new CommandFailed(ExitCode.NO_INPUT, name + " cannot be read: " + why + ".", "");
  }

  private static String reason(IOException fault) {
    return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
  }

  Form form() {
    return source.form();
  }

  /** The file's length; 0 where nobody knows it. */
  public long bytes() {
    return bytes;
  }

  /** How much of it is done, as far as reading goes. */
  public long bytesDone() {
    return (long) (raw.count * source.share());
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  /** What is asked of the file system, which may not know. */
  private interface Asked<T> {
    T get() throws IOException;
  }

  /** Counts the bytes of the file itself, before they are inflated. */
  private static final class Counted extends FilterInputStream {
    private volatile long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      add(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      add(Math.max(0, read));
      return read;
    }

    /** One thread reads, others look on. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(int more) {
      count += more;
    }
  }
}
