package io.penstock.access;

import io.penstock.access.limit.LimitConfig;
import io.penstock.access.network.ForwardingHeader;
import io.penstock.access.network.Network;
import io.penstock.access.tenant.Tenant;
import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the configuration under {@code access}.
 *
 * @param key one key that needs no database; whose it is says {@code tenant}
 * @param pepper what the keys of tenants are hashed with, the same on all nodes; a node that is
 *     alone makes one itself
 * @param environment what stands in new keys, so that one for trying things out is told from
 *     another
 * @param staleMax how long keys are taken while the control database is away
 * @param trustedProxies those whose word counts as to where a request comes from
 * @param auditTopic where the audit trail is copied to
 */
public record AccessConfig(
    Optional<Secret> key,
    String tenant,
    Optional<Secret> pepper,
    String environment,
    Duration staleMax,
    List<Network> trustedProxies,
    ForwardingHeader forwardingHeader,
    LimitConfig limits,
    String auditTopic) {
  public static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private static final int PEPPER_CHARS_MIN = 32;

  public static AccessConfig read(Section access) {
    var config =
        new AccessConfig(
            access.secret("key"),
            access.text("tenant", NOBODY),
            access.secretFromElsewhere("pepper"),
            access.text("environment", "live"),
            access.duration(
                "stale-max", Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofDays(7)),
            networks(access, "trusted-proxies"),
            access.choice("forwarding-header", ForwardingHeader.X_FORWARDED_FOR),
            LimitConfig.read(access),
            access.text("audit-topic", "penstock.audit"));
    config.check(access);
    return config;
  }

  private void check(Section access) {
    if (!Tenant.isId(tenant)) {
      access.reject("tenant", "'" + tenant + "' is not " + Tenant.ID_WANTED);
    }
    if (pepper.filter(it -> it.reveal().length() < PEPPER_CHARS_MIN).isPresent()) {
      access.reject(
          "pepper",
          "is shorter than " + PEPPER_CHARS_MIN + " characters; openssl rand -hex 32 makes one");
    }
    if (!environment.matches("[a-z]{1,16}")) {
      access.reject("environment", "'" + environment + "' is not 1 to 16 small letters");
    }
  }

  private static List<Network> networks(Section access, String key) {
    List<Network> networks = new ArrayList<>();
    for (String text : access.texts(key, List.of())) {
      Network.parse(text)
          .ifPresentOrElse(
              networks::add,
              () ->
                  access.reject(
                      key, "'" + text + "' is no network such as 10.0.0.0/8, and no address"));
    }
    return networks;
  }
}
