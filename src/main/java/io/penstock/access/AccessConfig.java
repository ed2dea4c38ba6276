package io.penstock.access;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.util.Optional;

/** The part of the configuration under {@code access}: one key, of one tenant. */
public record AccessConfig(Optional<Secret> key, String tenant) {
  public static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  public static AccessConfig read(Section access) {
    Optional<Secret> key = access.secret("key");
    String tenant = access.text("tenant", NOBODY);
    if (!tenant.matches("[A-Za-z0-9._-]{1,64}")) {
      access.reject(
          "tenant", "'" + tenant + "' is not 1 to 64 letters, digits, dots, dashes or underscores");
    }
    if (key.isEmpty()) {
      access.reject(
          "key",
          "is required, such as ${env:PENSTOCK_KEY}; senders give it as 'Authorization: Bearer"
              + " <key>'");
    }
    return new AccessConfig(key, tenant);
  }
}
