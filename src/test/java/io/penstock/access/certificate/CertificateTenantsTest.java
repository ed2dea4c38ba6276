package io.penstock.access.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.fixture.TestAuthority;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTenantsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("clients");
  private static final Certified SHOP = new Certified("acme", "shop");
  private static final Certified WORKLOAD = new Certified("acme", "workload");
  private static final Certified OTHER = new Certified("other", "other");

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

  private Optional<Certified> senderOf(String... names) {
    return tenants.senderOf(AUTHORITY.client(names).getCertificate());
  }

  @Test
  void knowsNobodyUnlessTold() {
    assertThat(CertificateTenants.read(Configuration.ofYaml("").root()).senders()).isEmpty();
  }

  @Test
  void knowsWhomACertificateNames() {
    assertThat(senderOf("dns:shop.example")).contains(SHOP);
    assertThat(senderOf("uri:spiffe://example/Shop")).contains(WORKLOAD);
    assertThat(senderOf("dns:www.example", "dns:other.example")).contains(OTHER);
  }

  @Test
  void lettersOfAHostMayBeLargeOrSmallAndThoseOfAUriMayNot() {
    assertThat(senderOf("dns:SHOP.example")).contains(SHOP);
    assertThat(senderOf("uri:spiffe://example/shop")).isEmpty();
  }

  @Test
  void aNameHasToBeTheWholeName() {
    assertThat(senderOf("dns:a.shop.example")).isEmpty();
    assertThat(senderOf("dns:shop")).isEmpty();
    assertThat(senderOf("uri:spiffe://example/Shop/x")).isEmpty();
    assertThat(senderOf("uri:dns:shop.example")).isEmpty();
  }

  /** The subject of every one of them is CN=shop.example. */
  @Test
  void theCommonNameCountsForNothing() {
    assertThat(senderOf()).isEmpty();
    assertThat(senderOf("dns:unknown.example")).isEmpty();
  }

  @Test
  void severalNamesOfOneTenantAreThatTenant() {
    assertThat(senderOf("uri:spiffe://example/Shop", "dns:shop.example")).contains(WORKLOAD);
  }

  @Test
  void namesOfTwoTenantsAreNobody() {
    assertThat(senderOf("dns:shop.example", "dns:other.example")).isEmpty();
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
