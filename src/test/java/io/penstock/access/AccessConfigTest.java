package io.penstock.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.limit.LimitConfig;
import io.penstock.access.network.ForwardingHeader;
import io.penstock.access.network.Network;
import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessConfigTest {
  private static final String PEPPER = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void hasNoKeyAndTrustsNobodyUnlessToldOtherwise() {
    assertThat(AccessConfig.read(Configuration.ofYaml("{}").root()))
        .isEqualTo(
            new AccessConfig(
                Optional.empty(),
                "00000000-0000-0000-0000-000000000000",
                Optional.empty(),
                "live",
                Duration.ofHours(1),
                List.of(),
                ForwardingHeader.X_FORWARDED_FOR,
                LimitConfig.read(Configuration.ofYaml("{}").root()),
                "penstock.audit"));
  }

  @Test
  void readsEveryKey() throws IOException {
    Path pepper = Files.writeString(folder.resolve("pepper"), PEPPER);
    Configuration configuration =
        Configuration.ofYaml(
            """
            key: a key
            tenant: acme-1
            pepper: ${file:%s}
            environment: test
            stale-max: 5m
            trusted-proxies: [10.0.0.0/8, '::1']
            forwarding-header: forwarded
            limit-burst: 3s
            audit-topic: acts
            """
                .formatted(pepper));

    assertThat(AccessConfig.read(configuration.root()))
        .isEqualTo(
            new AccessConfig(
                Optional.of(new Secret("a key")),
                "acme-1",
                Optional.of(new Secret(PEPPER)),
                "test",
                Duration.ofMinutes(5),
                List.of(
                    Network.parse("10.0.0.0/8").orElseThrow(), Network.parse("::1").orElseThrow()),
                ForwardingHeader.FORWARDED,
                LimitConfig.read(Configuration.ofYaml("limit-burst: 3s").root()),
                "acts"));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatCannotBe() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            tenant: a;b
            pepper: written out
            environment: Live
            trusted-proxies: [10.0.0.0/33, 10.0.0.0/8, proxy.example]
            """);

    AccessConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactlyInAnyOrder(
            "tenant: 'a;b' is not 1 to 64 letters, digits, dots, dashes or underscores",
            "pepper: is a secret; write ${file:path} or ${env:NAME}, and keep it there",
            "pepper: is shorter than 32 characters; openssl rand -hex 32 makes one",
            "environment: 'Live' is not 1 to 16 small letters",
            "trusted-proxies: '10.0.0.0/33' is no network such as 10.0.0.0/8, and no address",
            "trusted-proxies: 'proxy.example' is no network such as 10.0.0.0/8, and no address");
  }
}
