package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.penstock.ingest.http.Inflation.Result;
import io.penstock.ingest.http.Inflation.Result.Broken;
import io.penstock.ingest.http.Inflation.Result.Inflated;
import io.penstock.ingest.http.Inflation.Result.TooFar;
import io.penstock.ingest.http.Inflation.Result.TooLarge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
  private static final int BYTES_MAX = 1 << 20;
  private final Inflation inflation = new Inflation(100);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 65_535, 65_536, 65_537, 262_144, BYTES_MAX - 1, BYTES_MAX})
  void givesBackWhatWasCompressed(int length) throws IOException {
    byte[] body = random(length);

    for (Coding coding : new Coding[] {Coding.GZIP, Coding.DEFLATE, Coding.ZSTD}) {
      assertThat(inflated(compressed(body, coding), coding)).as("%s", coding).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void givesBackWhatShrankALot(Coding coding) throws IOException {
    byte[] body = new byte[90_000];
    Arrays.fill(body, 50_000, 51_000, (byte) 'x');
    System.arraycopy(random(1_000), 0, body, 0, 1_000);

    assertThat(inflated(compressed(body, coding), coding)).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void stopsAtTheLargestBody(Coding coding) throws IOException {
    byte[] sent = compressed(random(BYTES_MAX + 1), coding);

    assertThat(inflation.inflate(sent, coding, BYTES_MAX)).isEqualTo(new TooLarge());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void stopsAtABomb(Coding coding) throws IOException {
    assertThat(inflation.inflate(compressed(new byte[BYTES_MAX], coding), coding, BYTES_MAX))
        .isEqualTo(new TooFar());
  }

  /** Its whole would be within the limit: what it is refused for is how it begins. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "DEFLATE"})
  void stopsAtABombBeforeItsEnd(Coding coding) throws IOException {
    var generous = new Inflation(100);

    assertThat(generous.inflate(compressed(zerosAndNoise(2 << 20), coding), coding, 16 << 20))
        .isEqualTo(new TooFar());
    assertThat(generous.inflate(compressed(zerosAndNoise(900 << 10), coding), coding, 16 << 20))
        .isInstanceOf(Inflated.class);
  }

  private static byte[] zerosAndNoise(int zeros) {
    byte[] noise = random(200_000);
    byte[] body = new byte[zeros + noise.length];
    System.arraycopy(noise, 0, body, zeros, noise.length);
    return body;
  }

  @Test
  void takesAThousandMembersAndNoMore() {
    assertThat(inflation.inflate(Bombs.members(1_000, " "), Coding.GZIP, BYTES_MAX))
        .isInstanceOf(Inflated.class);
    assertThat(inflation.inflate(Bombs.members(1_001, " "), Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("it has more than 1000 members"));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void takesSeveralMembersForOneBody(Coding coding) throws IOException {
    byte[] one = compressed(random(10), coding);
    byte[] many = new byte[one.length * 1_000];
    for (int at = 0; at < many.length; at += one.length) {
      System.arraycopy(one, 0, many, at, one.length);
    }

    assertThat(inflated(many, coding)).hasSize(10_000);
  }

  @Test
  void refusesMembersThatHoldNothingAndNeverEnd() {
    assertThat(inflation.inflate(Bombs.members(20_000, ""), Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("too many members without content follow each other"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void aTornBodyIsBrokenWhereverItIsTorn(Coding coding) throws IOException {
    byte[] good = compressed(random(200), coding);

    for (int length = 0; length < good.length; length++) {
      assertThat(inflation.inflate(Arrays.copyOf(good, length), coding, BYTES_MAX))
          .as("%d of %d bytes", length, good.length)
          .isInstanceOf(Broken.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void nothingMayStandBehindTheEnd(Coding coding) throws IOException {
    byte[] good = compressed(random(200), coding);

    for (int more : new int[] {1, 8, 9, 17, 18, 100}) {
      byte[] longer = Arrays.copyOf(good, good.length + more);
      Arrays.fill(longer, good.length, longer.length, (byte) '{');
      assertThat(inflation.inflate(longer, coding, BYTES_MAX))
          .as("%d more", more)
          .isInstanceOf(Broken.class);
    }
  }

  @Test
  void saysWhyABodyIsBroken() throws IOException {
    byte[] good = compressed(random(1_000), Coding.GZIP);
    byte[] torn = Arrays.copyOf(good, good.length / 2);
    byte[] altered = good.clone();
    altered[good.length - 6] ^= 1;

    assertThat(inflation.inflate(new byte[0], Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("it ends too early"));
    assertThat(inflation.inflate("{\"a\":1}, that is".getBytes(UTF_8), Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("Not in GZIP format"));
    assertThat(inflation.inflate(torn, Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("Unexpected end of ZLIB input stream"));
    assertThat(inflation.inflate(altered, Coding.GZIP, BYTES_MAX))
        .isEqualTo(new Broken("Corrupt GZIP trailer"));
  }

  @Test
  void takesBareDeflateDataToo() throws IOException {
    byte[] body = random(1_000);
    var out = new ByteArrayOutputStream();
    try (var bare = new DeflaterOutputStream(out, new Deflater(6, true))) {
      bare.write(body);
    }

    assertThat(inflated(out.toByteArray(), Coding.DEFLATE)).isEqualTo(body);
  }

  @Test
  void refusesAWindowLargerThanHttpAllows() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zstd = new ZstdOutputStreamNoFinalizer(out, 3).setLong(27)) {
      zstd.write(random(100_000));
    }

    Result result = inflation.inflate(out.toByteArray(), Coding.ZSTD, BYTES_MAX);

    assertThat(result).isInstanceOf(Broken.class);
    assertThat(((Broken) result).why()).contains("memory");
  }

  private byte[] inflated(byte[] body, Coding coding) {
    Result result = inflation.inflate(body, coding, BYTES_MAX);
    assertThat(result).isInstanceOf(Inflated.class);
    return ((Inflated) result).bytes();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] compressed(byte[] body, Coding coding) throws IOException {
    if (coding == Coding.ZSTD) {
      return Zstd.compress(body);
    }
    var out = new ByteArrayOutputStream();
    try (OutputStream compressing =
        coding == Coding.GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
      compressing.write(body);
    }
    return out.toByteArray();
  }
}
