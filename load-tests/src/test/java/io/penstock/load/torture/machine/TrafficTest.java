package io.penstock.load.torture.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final String SOCKETS =
      """
      ESTAB 0 0 [::ffff:127.0.0.1]:5701 [::ffff:127.0.0.1]:4001 users:(("java",pid=11,fd=7)) bbr bytes_sent:5 bytes_received:100 segs_out:1
      ESTAB 0 0 [::ffff:127.0.0.1]:4001 [::ffff:127.0.0.1]:5701 users:(("java",pid=12,fd=9)) bbr bytes_sent:100 bytes_received:5 segs_out:1
      ESTAB 0 0 127.0.0.1:8080 127.0.0.1:4002 users:(("java",pid=11,fd=8)) bbr bytes_received:7000
      LISTEN 0 128 127.0.0.1:8080 0.0.0.0:* users:(("java",pid=11,fd=3)) bbr
      ESTAB 0 0 127.0.0.1:4003 127.0.0.1:9092 users:(("java",pid=12,fd=4)) bbr bytes_received:9000
      """;

  @Test
  void countsWhatProcessesReceiveFromEachOtherAndNothingElse() {
    assertThat(Traffic.between(SOCKETS, List.of(11L, 12L))).isEqualTo(105);
    assertThat(Traffic.between(SOCKETS, List.of(11L))).isZero();
  }
}
