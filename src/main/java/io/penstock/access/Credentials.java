package io.penstock.access;

import io.penstock.access.certificate.Certified;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request shows of who sends it.
 *
 * @param authorization the header of that name; empty for none
 * @param apiKey the header {@code x-api-key}; empty for none
 * @param certified whom the certificate of the connection names, where the request itself has no
 *     credentials
 * @param peer the address at the other end of the connection
 * @param headers the values of any header, by its name in small letters
 */
public record Credentials(
    String authorization,
    String apiKey,
    Optional<Certified> certified,
    String peer,
    Function<String, List<String>> headers) {
  private static final String BEARER = "bearer ";

  /** What is given as a key, perhaps with its tenant in front; empty for nothing. */
  String key() {
    return isBearer() ? authorization.substring(BEARER.length()).strip() : apiKey;
  }

  private boolean isBearer() {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "credentials from " + peer;
  }
}
