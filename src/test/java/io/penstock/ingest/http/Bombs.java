package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies of at most 10 MB that are made to cost more than they look. */
final class Bombs {
  private static final int MEGABYTE = 1 << 20;
  private static final int GIGABYTE_IN_MEGABYTES = 1_024;

  record Bomb(String encoding, byte[] body) {}

  private interface Layer {
    OutputStream around(OutputStream out) throws IOException;
  }

  private Bombs() {}

  static Map<String, Bomb> all() {
    byte[] large = compress(GZIPOutputStream::new, new byte[MEGABYTE], 8);
    byte[] wrong = large.clone();
    wrong[wrong.length - 8] ^= 1;
    Map<String, Bomb> bombs = new LinkedHashMap<>();
    bombs.put("gzip of 1 GiB", new Bomb("gzip", compress(Bombs::fastGzip, zeros(), 1_024)));
    bombs.put("20,000 members", new Bomb("gzip", members(20_000, " ")));
    bombs.put("20,000 empty members", new Bomb("gzip", members(20_000, "")));
    bombs.put("truncated", new Bomb("gzip", Arrays.copyOf(large, large.length / 2)));
    bombs.put("bad checksum", new Bomb("gzip", wrong));
    bombs.put("deflate", new Bomb("deflate", compress(Bombs::deflate, zeros(), 256)));
    bombs.put(
        "zstd", new Bomb("zstd", compress(ZstdOutputStream::new, zeros(), GIGABYTE_IN_MEGABYTES)));
    bombs.put("nesting", plain("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    bombs.put("open nesting", plain("[".repeat(10 * MEGABYTE - 1)));
    bombs.put("keys", plain(keys(1_000_000)));
    bombs.put("number", plain("{\"a\":" + "1".repeat(9 * MEGABYTE) + "}"));
    return bombs;
  }

  private static Bomb plain(String json) {
    return new Bomb("identity", json.getBytes(US_ASCII));
  }

  private static byte[] zeros() {
    return new byte[MEGABYTE];
  }

  private static OutputStream fastGzip(OutputStream out) throws IOException {
    return new GZIPOutputStream(out) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }

  private static OutputStream deflate(OutputStream out) {
    return new DeflaterOutputStream(out);
  }

  static byte[] members(int count, String content) {
    byte[] one = compress(GZIPOutputStream::new, content.getBytes(US_ASCII), 1);
    byte[] all = new byte[one.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }

  private static byte[] compress(Layer layer, byte[] part, int times) {
    var to = new ByteArrayOutputStream();
    try (OutputStream out = layer.around(to)) {
      for (int i = 0; i < times; i++) {
        out.write(part);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return to.toByteArray();
  }

  private static String keys(int count) {
    var json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append('"').append(Integer.toString(i, Character.MAX_RADIX)).append("\":1,");
    }
    return json.append("\"z\":1}").toString();
  }
}
