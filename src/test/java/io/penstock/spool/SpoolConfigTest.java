package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import org.junit.jupiter.api.Test;

class SpoolConfigTest {
  @Test
  void keepsOneGigabyteUnlessToldOtherwise() {
    assertThat(SpoolConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(new SpoolConfig("spool", 1L << 30, 100 << 20));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml("{directory: /spool, bytes-max: 5GB, segment-bytes: 10MB}");

    assertThat(SpoolConfig.read(configuration.root()))
        .isEqualTo(new SpoolConfig("/spool", 5L << 30, 10 << 20));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration = Configuration.ofYaml("{bytes-max: 1KB, segment-bytes: 2GB}");

    SpoolConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "bytes-max: 1KB is not between 1MB and 1TB",
            "segment-bytes: 2GB is not between 64KB and 1GB");
  }

  @Test
  void refusesASegmentThatIsLargerThanAll() {
    Configuration configuration = Configuration.ofYaml("{bytes-max: 1MB, segment-bytes: 2MB}");

    SpoolConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly("segment-bytes: must be at most bytes-max");
  }
}
