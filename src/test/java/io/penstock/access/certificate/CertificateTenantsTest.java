package io.penstock.access.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Caller;
import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.fixture.TestAuthority;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTenantsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("clients");
  private static final Caller SHOP = new Caller("acme", "cert:shop");
  private static final Caller WORKLOAD = new Caller("acme", "cert:workload");
  private static final Caller OTHER = new Caller("other", "cert:other");

  private final CertificateTenants tenants =
      read(
          """
          certificates:
            shop: {san: "dns:Shop.Example", tenant: acme}
            workload: {san: "uri:spiffe://example/Shop", tenant: acme}
            other: {san: "dns:other.example", tenant: other}
          """);

  private static CertificateTenants read(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    CertificateTenants read = CertificateTenants.read(configuration.root());
    assertThat(Complaints.of(configuration)).isEmpty();
    return read;
  }

  private Optional<Caller> callerOf(String... names) {
    return tenants.callerOf(AUTHORITY.client(names).getCertificate());
  }

  @Test
  void knowsNobodyUnlessTold() {
    assertThat(CertificateTenants.read(Configuration.ofYaml("").root()).callers()).isEmpty();
  }

  @Test
  void knowsWhomACertificateNames() {
    assertThat(callerOf("dns:shop.example")).contains(SHOP);
    assertThat(callerOf("uri:spiffe://example/Shop")).contains(WORKLOAD);
    assertThat(callerOf("dns:www.example", "dns:other.example")).contains(OTHER);
  }

  @Test
  void lettersOfAHostMayBeLargeOrSmallAndThoseOfAUriMayNot() {
    assertThat(callerOf("dns:SHOP.example")).contains(SHOP);
    assertThat(callerOf("uri:spiffe://example/shop")).isEmpty();
  }

  @Test
  void aNameHasToBeTheWholeName() {
    assertThat(callerOf("dns:a.shop.example")).isEmpty();
    assertThat(callerOf("dns:shop")).isEmpty();
    assertThat(callerOf("uri:spiffe://example/Shop/x")).isEmpty();
    assertThat(callerOf("uri:dns:shop.example")).isEmpty();
  }

  /** The subject of every one of them is CN=shop.example. */
  @Test
  void theCommonNameCountsForNothing() {
    assertThat(callerOf()).isEmpty();
    assertThat(callerOf("dns:unknown.example")).isEmpty();
  }

  @Test
  void severalNamesOfOneTenantAreThatTenant() {
    assertThat(callerOf("uri:spiffe://example/Shop", "dns:shop.example")).contains(WORKLOAD);
  }

  @Test
  void namesOfTwoTenantsAreNobody() {
    assertThat(callerOf("dns:shop.example", "dns:other.example")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certificates: {a: {}} | certificates.a.san: is required",
        "certificates: {a: {}} | certificates.a.tenant: is required",
        "certificates: {a: {san: 'dns:a.b', tenant: 'a b'}} | certificates.a.tenant: 'a b' is not"
            + " 1 to 64 letters, digits, dots, dashes or underscores",
        "certificates: {a: {san: shop.example, tenant: t}} | certificates.a.san: 'shop.example' is"
            + " not a whole name, such as dns:shop.example or uri:spiffe://example/shop",
        "certificates: {a: {san: 'dns:*.example', tenant: t}} | certificates.a.san:"
            + " 'dns:*.example' is not a whole name, such as dns:shop.example or"
            + " uri:spiffe://example/shop",
        "certificates: {a: {san: 'uri:shop', tenant: t}} | certificates.a.san: 'uri:shop' is"
            + " not a whole name, such as dns:shop.example or uri:spiffe://example/shop",
        "certificates: {a: {san: 'dns:a.b', tenant: t}, b: {san: 'dns:A.b', tenant: u}}"
            + " | certificates.b.san: is that of cert:a too",
        "certificates: {'a b': {san: 'dns:a.b', tenant: t}} | certificates.a b.san: is of a name"
            + " that is not 1 to 64 letters, digits, dots, dashes or underscores",
      })
  void refusesWhatNoCertificateCouldHave(String yaml, String complaint) {
    Configuration configuration = Configuration.ofYaml(yaml);

    CertificateTenants.read(configuration.root());

    assertThat(Complaints.of(configuration)).contains(complaint);
  }
}
