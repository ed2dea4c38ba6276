package io.penstock.observability;

import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Takes a request's id from its header, or makes one. One for each event loop. */
public final class RequestIds {
  private static final int LENGTH_MAX = 128;

  private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

  public String of(HttpServerRequest request) {
    return of(request.getHeader("x-request-id"));
  }

  /** {@code given} is what the header says; null where there is none. */
  public String of(@Nullable String given) {
    return given != null && isLawful(given) ? given : HexFormat.of().toHexDigits(random.nextLong());
  }

  private static boolean isLawful(String id) {
    return !id.isEmpty()
        && id.length() <= LENGTH_MAX
        && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
