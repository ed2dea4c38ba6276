package io.penstock.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsConfigTest {
  @Test
  void isClearTextUnlessToldOtherwise() {
    assertThat(TlsConfig.read(Configuration.ofYaml("").root())).isEmpty();
  }

  @Test
  void asksForNoCertificatesUnlessToldOtherwise() {
    Configuration configuration = Configuration.ofYaml("{certificate: a.pem, key: a.key}");

    assertThat(TlsConfig.read(configuration.root()))
        .contains(new TlsConfig("a.pem", "a.key", ClientAuth.NONE, ""));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            "{certificate: a.pem, key: a.key, client-auth: wanted, client-authority: b.pem}");

    assertThat(TlsConfig.read(configuration.root()))
        .contains(new TlsConfig("a.pem", "a.key", ClientAuth.WANTED, "b.pem"));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certificate: a.pem | key: is missing; TLS needs a certificate and its key",
        "key: a.key | certificate: is missing; TLS needs a certificate and its key",
        "{certificate: a, key: b, client-auth: required}"
            + " | client-authority: is missing; it says whose certificates clients may show",
        "{certificate: a, key: b, client-authority: c} | client-auth: is none, so that"
            + " client-authority is not asked; say wanted or required",
        "{certificate: a, key: b, client-auth: maybe}"
            + " | client-auth: 'maybe' is not one of [none, wanted, required]",
      })
  void refusesWhatWouldNotWork(String yaml, String complaint) {
    Configuration configuration = Configuration.ofYaml(yaml);

    TlsConfig.read(configuration.root());

    assertThat(Complaints.of(configuration)).containsExactly(complaint);
  }

  @Test
  void needsACertificateBeforeItAsksForOthers() {
    Configuration configuration =
        Configuration.ofYaml("{client-auth: required, client-authority: b.pem}");

    assertThat(TlsConfig.read(configuration.root())).isEmpty();
    assertThat(Complaints.of(configuration))
        .isEqualTo(
            List.of(
                "certificate: is missing; TLS needs a certificate and its key",
                "key: is missing; TLS needs a certificate and its key"));
  }
}
