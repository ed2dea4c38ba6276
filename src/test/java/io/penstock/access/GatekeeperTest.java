package io.penstock.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.Admission.Admitted;
import io.penstock.access.Admission.Denied;
import io.penstock.access.audit.Denials;
import io.penstock.access.certificate.Certified;
import io.penstock.access.tenant.Scope;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.TenantLookup;
import io.penstock.config.Configuration;
import io.penstock.observability.Meters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatekeeperTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Gatekeeper gatekeeper =
      gatekeeper("{key: s3cret, tenant: acme, trusted-proxies: [10.0.0.0/8]}");

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cret,''",
    "bearer s3cret,''",
    "Bearer   s3cret ,''",
    "Bearer acme:s3cret,''",
    "'',s3cret",
    "'',acme:s3cret",
    "Basic czNjcmV0,s3cret",
  })
  void knowsTheKeyOfTheConfigurationHoweverItIsGiven(String authorization, String apiKey) {
    assertThat(admit(authorization, apiKey, "192.0.2.7")).isEqualTo(acmeFrom("192.0.2.7"));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cre,''",
    "Bearer s3crets,''",
    "Bearer S3CRET,''",
    "Bearer other:s3cret,''",
    "Bearer :s3cret,''",
    "Bearer acme,''",
    "'',wrong",
    "Bearer wrong,s3cret",
  })
  void knowsNobodyElse(String authorization, String apiKey) {
    assertThat(admit(authorization, apiKey, "192.0.2.7")).isEqualTo(new Denied(Denial.UNKNOWN));
    assertThat(denied("unknown")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "Bearer,''",
    "'Bearer ',''",
    "Bearers3cret,''",
    "Basic s3cret,''",
    "s3cret,''",
  })
  void tellsThatThereWasNothingToKnow(String authorization, String apiKey) {
    assertThat(admit(authorization, apiKey, "192.0.2.7"))
        .isEqualTo(new Denied(Denial.NO_CREDENTIALS));
    assertThat(denied("no_credentials")).isEqualTo(1);
  }

  @Test
  void whoseTenantCannotBeReadIsNotLetInByACertificateEither() {
    assertThat(certified("of-a-newer-version")).isEqualTo(new Denied(Denial.UNREADABLE));
    assertThat(certified("acme")).isInstanceOf(Admitted.class);
  }

  private Admission certified(String tenant) {
    return gatekeeper.admit(
        new Credentials(
            List.of(),
            List.of(),
            Optional.of(new Certified(tenant, "certificate")),
            "192.0.2.7",
            name -> List.of()),
        Scope.SENDING);
  }

  @Test
  void ofAHeaderThatComesSeveralTimesNoneCounts() {
    String good = "Bearer s3cret";

    assertThat(
            List.of(
                admit(List.of(good, "Bearer wrong"), List.of(), "192.0.2.7"),
                admit(List.of("Bearer wrong", good), List.of(), "192.0.2.7"),
                admit(List.of(good, good), List.of(), "192.0.2.7"),
                admit(List.of(), List.of("s3cret", "wrong"), "192.0.2.7"),
                admit(List.of(good), List.of("s3cret", "wrong"), "192.0.2.7")))
        .containsOnly(new Denied(Denial.MALFORMED));
  }

  @Test
  void theBearersKeyCountsBeforeTheOther() {
    assertThat(admit("Bearer s3cret", "wrong", "192.0.2.7")).isEqualTo(acmeFrom("192.0.2.7"));
  }

  @Test
  void takesTheWordOfProxiesThatItTrusts() {
    assertThat(admit("Bearer s3cret", "", "10.0.0.1", "198.51.100.9"))
        .isEqualTo(acmeFrom("198.51.100.9"));
    assertThat(admit("Bearer s3cret", "", "192.0.2.7", "198.51.100.9"))
        .isEqualTo(acmeFrom("192.0.2.7"));
  }

  @Test
  void letsNobodyInFromNowhere() {
    assertThat(admit("Bearer s3cret", "", "10.0.0.1", "nonsense"))
        .isEqualTo(new Denied(Denial.NO_ADDRESS));
    assertThat(denied("no_address")).isEqualTo(1);
  }

  @Test
  void withoutAKeyOfTheConfigurationNobodyIsKnown() {
    assertThat(
            gatekeeper("{}")
                .admit(
                    new Credentials(
                        List.of("Bearer s3cret"),
                        List.of(),
                        Optional.empty(),
                        "192.0.2.7",
                        name -> List.of()),
                    Scope.SENDING))
        .isEqualTo(new Denied(Denial.UNKNOWN));
  }

  private static Admitted acmeFrom(String address) {
    return new Admitted(
        new Caller(Tenant.ofConfiguration("acme"), "static", address, Optional.empty()));
  }

  private Gatekeeper gatekeeper(String yaml) {
    return new Gatekeeper(
        AccessConfig.read(Configuration.ofYaml(yaml).root()),
        new Nobody(),
        Optional.empty(),
        new Denials(new Meters(registry, "test")));
  }

  /** Knows no tenant, and of one that it cannot read it. */
  private record Nobody() implements TenantLookup {
    @Override
    public Optional<Tenant> tenant(String id) {
      return Optional.empty();
    }

    @Override
    public boolean isUnreadable(String id) {
      return id.equals("of-a-newer-version");
    }
  }

  private Admission admit(String authorization, String apiKey, String peer, String... forwarded) {
    return admit(values(authorization), values(apiKey), peer, forwarded);
  }

  private static List<String> values(String value) {
    return value.isEmpty() ? List.of() : List.of(value);
  }

  private Admission admit(
      List<String> authorization, List<String> apiKey, String peer, String... forwarded) {
    return gatekeeper.admit(
        new Credentials(
            authorization,
            apiKey,
            Optional.empty(),
            peer,
            name -> name.equals("x-forwarded-for") ? List.of(forwarded) : List.of()),
        Scope.SENDING);
  }

  private double denied(String reason) {
    return registry.get("penstock.requests.denied").tag("reason", reason).counter().count();
  }
}
