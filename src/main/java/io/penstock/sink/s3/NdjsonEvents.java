package io.penstock.sink.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.event.Event;
import io.penstock.event.json.JsonText;
import io.penstock.sink.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;

/** A line for each event: what we know of it, and the event itself as its sender wrote it. */
final class NdjsonEvents implements EventFile {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
  private final OutputStream lines;
  private final String topic;
  private final int partition;

  NdjsonEvents(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
    try {
      this.lines = new GZIPOutputStream(file, BUFFER_BYTES);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void add(Row row) {
    Event event = row.event();
    ascii("{\"tenant\":");
    JsonText.quote(event.tenant(), line);
    ascii(",\"id\":");
    JsonText.quote(event.id(), line);
    if (!event.type().isEmpty()) {
      ascii(",\"type\":");
      JsonText.quote(event.type(), line);
    }
    ascii(",\"time\":\"" + time(event.timeMicros()));
    ascii("\",\"received_at\":\"" + time(event.receivedAtMicros()));
    ascii("\",\"content_hash\":" + row.contentHash());
    ascii(",\"_topic\":\"" + topic + "\",\"_partition\":" + partition);
    ascii(",\"_offset\":" + event.offset() + ",\"event\":");
    onOneLine(event.data());
    ascii("}\n");
    endLine();
  }

  private void endLine() {
    try {
      line.writeTo(lines);
      line.reset();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private void ascii(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    line.write(bytes, 0, bytes.length);
  }

  /** In JSON, ends of lines stand only between values: within texts they are escaped. */
  private void onOneLine(byte[] json) {
    int from = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        line.write(json, from, i - from);
        line.write(' ');
        from = i + 1;
      }
    }
    line.write(json, from, json.length - from);
  }

  @Override
  public byte[] finish() {
    try {
      lines.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }
}
