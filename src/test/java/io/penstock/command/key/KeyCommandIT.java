package io.penstock.command.key;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.command.tenant.TenantCommand;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tenants and keys from the command line, on a whole node. */
@ExtendWith(SharedNode.class)
class KeyCommandIT {
  private final TestNode node;

  KeyCommandIT(TestNode node) {
    this.node = node;
  }

  @Test
  void fromATenantToARevokedKey() {
    Run made =
        tenant(
            "create", "--id", "shop", "--name", "The Shop", "--tier", "paid", "--stream", "open");
    assertThat(made)
        .isEqualTo(
            new Run(
                0,
                "Tenant shop (The Shop) is made: tier paid, active, sends to open from"
                    + " everywhere.\n",
                ""));

    JsonObject issued =
        new JsonObject(key("create", "--tenant", "shop", "--scope", "ingest", "--json").out());
    String secret = issued.getString("key");
    String id = issued.getJsonObject("about").getString("id");
    assertThat(send(secret)).isEqualTo(202);

    assertThat(key("list", "--tenant", "shop").out())
        .startsWith(
            """
            id        tenant  state  scopes  signed  expires  last used
            --------  ------  -----  ------  ------  -------  ---------
            """)
        .contains(id + "  shop    live   ingest  no      never");

    assertThat(key("revoke", id, "--dry-run").out())
        .startsWith("Key " + id + " of tenant shop would be revoked; it was ")
        .endsWith("Nothing was changed: this was a dry run.\n");
    assertThat(send(secret)).isEqualTo(202);

    assertThat(key("revoke", id, "--why", "over").out())
        .startsWith("Key " + id + " of tenant shop is revoked; it was ");
    assertThat(send(secret)).isEqualTo(401);
  }

  @Test
  void aNewKeyIsShownOnceForPeopleToo() {
    tenant("create", "--id", "reader");

    Run made = key("create", "--tenant", "reader", "--expires-in", "90d", "--signed");

    assertThat(made.out().lines().toList().get(2)).matches("  penstock_live_[0-9A-Za-z]{38}");
    assertThat(made.out().lines().toList().get(3))
        .matches("  whsec_[0-9A-Za-z+/]{43}=   \\(signs its requests\\)");
    assertThat(made.out())
        .startsWith("This is shown once:\n")
        .containsPattern("Its id is \\w{8}: a key of tenant reader, for ingest, until 20");
    String id = made.out().substring(made.out().indexOf("Its id is ") + 10).substring(0, 8);
    assertThat(key("rotate", id, "--overlap", "1h", "--dry-run").out())
        .doesNotContain("penstock_live")
        .startsWith("It would be a key of tenant reader, for ingest, until 20");
  }

  @Test
  void tenantsAreHeldToLimitsAndFreedOfThemAgain() {
    tenant("create", "--id", "held", "--limit", "events-per-second=500,bytes-per-day=2GB");

    assertThat(tenant("list").out()).contains("events-per-second 500, bytes-per-day 2GB");
    assertThat(tenant("update", "held", "--limit", "bytes-per-day=tier", "--dry-run").out())
        .startsWith("Tenant held (held) would be changed: tier free, active, sends to all streams")
        .contains(" from everywhere, held to events-per-second 500.");
    assertThat(tenant("update", "held", "--limit", "events-per-second=0").err())
        .contains("events-per-second: '0' is not unlimited, or 1 to 100000000, nor tier");
    assertThat(
            tenant("update", "held", "--limit", "events-per-second=tier,bytes-per-day=tier").out())
        .endsWith("from everywhere.\n");
  }

  @Test
  void tenantsAreListedAndChanged() {
    tenant("create", "--id", "listed", "--network", "10.0.0.0/8,192.0.2.1");

    assertThat(tenant("list").out()).contains("10.0.0.0/8, 192.0.2.1/32");
    assertThat(new JsonObject(tenant("list", "--json").out()).getJsonArray("tenants").stream())
        .anyMatch(each -> ((JsonObject) each).getString("id").equals("listed"));
    assertThat(tenant("update", "listed", "--network", "", "--state", "suspended").out())
        .isEqualTo(
            "Tenant listed (listed) is changed: tier free, suspended, sends to all streams from"
                + " everywhere.\n");
  }

  @Test
  void anEmptyNetworkOpensNoNewTenantToEverybody() {
    Run unset = tenant("create", "--id", "unset", "--network", "");

    assertThat(unset.exitCode()).isNotZero();
    assertThat(unset.err())
        .contains("networks: is empty; leave it out where the tenant is to send from everywhere");
    assertThat(tenant("list").out()).doesNotContain("unset");
  }

  @Test
  void whatCannotBeIsSaidInWords() {
    Run unknown = key("revoke", "nowhere1");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).isEqualTo("There is nothing here: there is no key 'nowhere1'\n");
    assertThat(tenant("create", "--id", "no good").err())
        .contains("id: 'no good' is not 1 to 64 letters, digits, dots, dashes or underscores");
    assertThat(key("create", "--tenant", "shop", "--expires-in", "soon").exitCode()).isEqualTo(2);
  }

  private int send(String secret) {
    return node.door()
        .post(pathOf("open"), "{\"id\":\"c\"}", "authorization", "Bearer " + secret)
        .status();
  }

  private Run tenant(String... arguments) {
    return Run.of(new TenantCommand(), atTheNode(arguments));
  }

  private Run key(String... arguments) {
    return Run.of(new KeyCommand(), atTheNode(arguments));
  }

  private String[] atTheNode(String... arguments) {
    return Stream.concat(
            Stream.of(arguments), Stream.of("--url", "http://127.0.0.1:" + node.admin().port()))
        .toArray(String[]::new);
  }
}
