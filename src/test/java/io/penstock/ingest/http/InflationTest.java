package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.ingest.http.Inflation.Result.Broken;
import io.penstock.ingest.http.Inflation.Result.Inflated;
import io.penstock.ingest.http.Inflation.Result.TooFar;
import io.penstock.ingest.http.Inflation.Result.TooLarge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
  private static final int BYTES_MAX = 1 << 20;
  private final Inflation inflation = new Inflation(BYTES_MAX, 100);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 65_535, 65_536, 65_537, 262_144, BYTES_MAX - 1, BYTES_MAX})
  void givesBackWhatWasDeflated(int length) throws IOException {
    byte[] body = random(length);

    assertThat(inflated(gzip(body))).isEqualTo(body);
  }

  @Test
  void givesBackWhatShrankALot() throws IOException {
    byte[] body = new byte[90_000];
    Arrays.fill(body, 50_000, 51_000, (byte) 'x');
    System.arraycopy(random(1_000), 0, body, 0, 1_000);

    assertThat(inflated(gzip(body))).isEqualTo(body);
  }

  @Test
  void stopsAtTheLargestBody() throws IOException {
    assertThat(inflation.gunzip(gzip(random(BYTES_MAX + 1)))).isEqualTo(new TooLarge());
  }

  @Test
  void stopsAtABomb() throws IOException {
    assertThat(inflation.gunzip(gzip(new byte[BYTES_MAX]))).isEqualTo(new TooFar());
    assertThat(inflation.gunzip(gzip(new byte[20 << 20]))).isEqualTo(new TooLarge());
  }

  @Test
  void takesSeveralMembersForOneBody() throws IOException {
    byte[] one = gzip(random(10));
    byte[] twice = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, twice, one.length, one.length);

    assertThat(inflated(twice)).hasSize(20);
  }

  @Test
  void saysWhyABodyIsBroken() throws IOException {
    byte[] good = gzip(random(1_000));
    byte[] torn = Arrays.copyOf(good, good.length / 2);
    byte[] altered = good.clone();
    altered[good.length - 6] ^= 1;

    assertThat(inflation.gunzip(new byte[0])).isEqualTo(new Broken("it ends too early"));
    assertThat(
            inflation.gunzip(
                "{\"a\":1}, that is".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(new Broken("Not in GZIP format"));
    assertThat(inflation.gunzip(torn)).isEqualTo(new Broken("Unexpected end of ZLIB input stream"));
    assertThat(inflation.gunzip(altered)).isEqualTo(new Broken("Corrupt GZIP trailer"));
  }

  @Test
  void aTornBodyIsBrokenWhereverItIsTorn() throws IOException {
    byte[] good = gzip(random(200));

    for (int length = 0; length < good.length; length++) {
      assertThat(inflation.gunzip(Arrays.copyOf(good, length))).isInstanceOf(Broken.class);
    }
  }

  private byte[] inflated(byte[] body) {
    assertThat(inflation.gunzip(body)).isInstanceOf(Inflated.class);
    return ((Inflated) inflation.gunzip(body)).bytes();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzip(byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }
}
