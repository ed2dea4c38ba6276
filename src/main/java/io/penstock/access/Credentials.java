package io.penstock.access;

import io.penstock.access.certificate.Certified;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request shows of who sends it.
 *
 * @param authorization the values of the header of that name; where it has a bearer's key, that one
 *     counts and {@code apiKey} does not
 * @param apiKey those of the header {@code x-api-key}
 * @param certified whom the certificate of the connection names, where the request itself has no
 *     credentials
 * @param peer the address at the other end of the connection
 * @param headers the values of any header, by its name in small letters
 */
public record Credentials(
    List<String> authorization,
    List<String> apiKey,
    Optional<Certified> certified,
    String peer,
    Function<String, List<String>> headers) {
  private static final String BEARER = "bearer ";

  /** Of two values one would go by the first and another by the last, a proxy before us too. */
  boolean areSeveral() {
    return authorization.size() > 1 || apiKey.size() > 1;
  }

  /** What is given as a key, perhaps with its tenant in front; empty for nothing. */
  String key() {
    String login = first(authorization);
    return isBearer(login) ? login.substring(BEARER.length()).strip() : first(apiKey);
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static boolean isBearer(String login) {
    return login.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "credentials from " + peer;
  }
}
