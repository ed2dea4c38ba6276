package io.penstock.load.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdOutputStream;
import io.penstock.load.http.HttpTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the bombs. All but those of 100 MB and more are within what Penstock takes as a body, 10
 * MB.
 */
public final class Bombs {
  private static final int MEGABYTE = 1 << 20;
  private static final int BODY_BYTES_MAX = 10 * MEGABYTE;
  private static final int TOO_MANY_BYTES = 100 * MEGABYTE;
  private static final int GIGABYTE_IN_MEGABYTES = 1_024;
  private static final byte[] ZEROS = new byte[MEGABYTE];
  private static final int NOISE_BYTES = 256 << 10;
  private static final long SEED = 7;
  private static final int MEMBERS = 20_000;
  private static final int DEPTH = 100_000;
  private static final int TEN_MILLION = 10_000_000;

  private interface Coding {
    OutputStream around(OutputStream out) throws IOException;
  }

  private final HttpTarget target;

  private Bombs(HttpTarget target) {
    this.target = target;
  }

  public static List<Bomb> all(HttpTarget target) {
    return new Bombs(target).all();
  }

  private List<Bomb> all() {
    byte[] sound = compressed(GZIPOutputStream::new, noise(), 1);
    byte[] wrong = sound.clone();
    wrong[wrong.length - 8] ^= 1;
    byte[] member = compressed(GZIPOutputStream::new, ascii(" "), 1);
    return List.of(
        coded(
            "gzip of 1 GiB",
            "gzip",
            compressed(GZIPOutputStream::new, ZEROS, GIGABYTE_IN_MEGABYTES)),
        coded("20,000 gzip members", "gzip", repeated(member, MEMBERS)),
        coded("truncated gzip", "gzip", Arrays.copyOf(sound, sound.length / 2)),
        coded("gzip, bad checksum", "gzip", wrong),
        coded(
            "deflate of 1 GiB",
            "deflate",
            compressed(DeflaterOutputStream::new, ZEROS, GIGABYTE_IN_MEGABYTES)),
        coded(
            "zstd of 1 GiB",
            "zstd",
            compressed(ZstdOutputStream::new, ZEROS, GIGABYTE_IN_MEGABYTES)),
        plain("nesting of 100,000", ascii("{\"a\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}")),
        mostKeys(),
        keys(TEN_MILLION),
        plain("number of 10 MB", number(BODY_BYTES_MAX)),
        plain("number of 100 MB", number(TOO_MANY_BYTES)),
        chunked("the same, chunked", number(TOO_MANY_BYTES)));
  }

  private Bomb coded(String name, String coding, byte[] body) {
    return bomb(name, body, "Content-Length: " + body.length, "Content-Encoding: " + coding);
  }

  private Bomb plain(String name, byte[] body) {
    return bomb(name, body, "Content-Length: " + body.length);
  }

  private Bomb chunked(String name, byte[] body) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += MEGABYTE) {
      int length = Math.min(MEGABYTE, body.length - from);
      chunks.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
      chunks.write(body, from, length);
      chunks.writeBytes(ascii("\r\n"));
    }
    chunks.writeBytes(ascii("0\r\n\r\n"));
    return bomb(name, chunks.toByteArray(), "Transfer-Encoding: chunked");
  }

  private Bomb bomb(String name, byte[] body, String... headers) {
    byte[] head = ascii(target.head(headers));
    ByteBuffer request = ByteBuffer.allocateDirect(head.length + body.length);
    return new Bomb(name, request.put(head).put(body).flip());
  }

  /** As many as fit into a body. */
  private Bomb mostKeys() {
    int keys = 0;
    for (int bytes = 32; bytes < BODY_BYTES_MAX; keys++) {
      bytes += keyed(keys).length();
    }
    return keys(keys);
  }

  private Bomb keys(int count) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('{');
    for (int key = 0; key < count; key++) {
      json.writeBytes(ascii(keyed(key)));
    }
    json.writeBytes(ascii("\"\":1}"));
    return plain("object of %,d keys".formatted(count), json.toByteArray());
  }

  private static String keyed(int key) {
    return "\"" + Integer.toString(key, Character.MAX_RADIX) + "\":1,";
  }

  private static byte[] number(int bytes) {
    byte[] json = new byte[bytes];
    Arrays.fill(json, (byte) '1');
    System.arraycopy(ascii("{\"a\":"), 0, json, 0, 5);
    json[bytes - 1] = '}';
    return json;
  }

  private static byte[] repeated(byte[] part, int times) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(part.length * times);
    for (int n = 0; n < times; n++) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** Does not shrink, so that no limit of the inflating is reached before the fault is. */
  private static byte[] noise() {
    byte[] noise = new byte[NOISE_BYTES];
    new Random(SEED).nextBytes(noise);
    return noise;
  }

  private static byte[] compressed(Coding coding, byte[] part, int times) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = coding.around(compressed)) {
      for (int n = 0; n < times; n++) {
        out.write(part);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return compressed.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
