package io.penstock.sink.objects;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a container of Azure's blob storage is, and who we are there.
 *
 * @param endpoint with the account's name in it, as its host or its path
 * @param accountKey the account's own; or else there is a token
 */
public record AzureAccess(
    String endpoint,
    String account,
    String container,
    Optional<Secret> accountKey,
    Optional<Secret> sasToken,
    Duration connectTimeout,
    Duration requestTimeout) {

  public static AzureAccess read(Section section, String container) {
    String account = section.text("account", "");
    return new AzureAccess(
        section
            .optionalText("endpoint")
            .filter(text -> isUrl(text, section))
            .orElse("https://" + account + ".blob.core.windows.net"),
        account,
        container,
        section.secret("account-key"),
        section.secret("sas-token"),
        section.duration(
            "connect-timeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30)),
        section.duration(
            "request-timeout",
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(50)));
  }

  private static boolean isUrl(String text, Section section) {
    try {
      var url = new URI(text);
      if (url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return true;
      }
    } catch (URISyntaxException malformed) {
      // told below
    }
    section.reject("endpoint", "is not http://host:port or https://host:port, perhaps with a path");
    return false;
  }

  /** Notes what is missing to come in there. */
  public void check(Section section) {
    if (account.isEmpty()) {
      section.reject("account", "is required");
    }
    if (accountKey.isPresent() == sasToken.isPresent()) {
      section.reject("account-key", "or sas-token is required, and not both");
    }
  }
}
