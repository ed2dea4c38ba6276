package io.penstock.access.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          10.0.0.0/8,             10.0.0.0,            true
          10.0.0.0/8,             10.255.255.255,      true
          10.0.0.0/8,             11.0.0.0,            false
          10.0.0.0/8,             9.255.255.255,       false
          10.1.2.3/8,             10.9.9.9,            true
          192.168.1.128/25,       192.168.1.128,       true
          192.168.1.128/25,       192.168.1.127,       false
          192.168.1.0/31,         192.168.1.1,         true
          192.168.1.0/31,         192.168.1.2,         false
          192.168.1.7/32,         192.168.1.7,         true
          192.168.1.7/32,         192.168.1.6,         false
          192.168.1.7,            192.168.1.7,         true
          192.168.1.7,            192.168.1.8,         false
          0.0.0.0/0,              255.255.255.255,     true
          0.0.0.0/0,              ::ffff:1.2.3.4,      true
          0.0.0.0/0,              2001:db8::1,         false
          ::/0,                   2001:db8::1,         true
          ::/0,                   1.2.3.4,             false
          10.0.0.0/8,             ::ffff:10.1.2.3,     true
          10.0.0.0/8,             ::ffff:a01:203,      true
          10.0.0.0/8,             ::10.1.2.3,          false
          10.0.0.0/8,             64:ff9b::10.1.2.3,   false
          ::ffff:10.0.0.0/104,    10.200.0.1,          true
          ::ffff:10.0.0.0/104,    11.0.0.1,            false
          ::ffff:10.0.0.7,        10.0.0.7,            true
          2001:db8::/32,          2001:db8:ffff::1,    true
          2001:db8::/32,          2001:db9::1,         false
          2001:db8::/33,          2001:db8:8000::1,    false
          2001:db8::1/128,        2001:db8::1,         true
          2001:db8::1/128,        2001:db8::2,         false
          fe80::/10,              fe80::1%eth0,        true
          fe80::/10,              febf::1%7,           true
          fe80::/10,              fec0::1%eth0,        false
          fe80::1%eth0/128,       fe80::1%eth1,        true
          """)
  void hasTheAddressesThatShareItsBits(String network, String address, boolean within) {
    assertThat(
            Network.parse(network).orElseThrow().contains(IpAddress.parse(address).orElseThrow()))
        .isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/0008",
        "10.0.0.0/8 ",
        "10.0.0.0/٨",
        "10/8",
        "10.0.0/24",
        "10.0.0.256/24",
        "010.0.0.0/8",
        "2001:db8::/129",
        "::ffff:10.0.0.0/95",
        "2001:db8:::/32",
        "1:2:3:4:5:6:7:8:9/64",
        "shop.example/24",
        "localhost"
      })
  void isNotAnythingElse(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3/32",
    "2001:DB8:0:0::/32, 2001:db8::/32",
    "::ffff:10.0.0.0/104, 10.0.0.0/8"
  })
  void isWrittenOneWay(String text, String written) {
    assertThat(Network.parse(text).orElseThrow()).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2::/64",
    "2001:db8:1:ffff::1, 60, 2001:db8:1:fff0::/60",
    "192.168.1.7, 64, 192.168.1.7/32",
    "192.168.1.7, 9, 192.128.0.0/9",
    "192.168.1.7, 0, 0.0.0.0/0",
  })
  void isAroundAnAddress(String address, int bits, String network) {
    assertThat(Network.around(IpAddress.parse(address).orElseThrow(), bits)).hasToString(network);
  }
}
