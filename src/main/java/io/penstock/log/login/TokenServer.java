package io.penstock.log.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.log.login.TokenAnswer.Denied;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an OAuth 2 server for a token of this client's own (RFC 6749, section 4.4). */
final class TokenServer implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final long BODY_BYTES_MAX = 64 << 10;
  private static final BodyHandler<byte[]> BODY =
      BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX);

  private final Login.Token login;
  private final Duration answerMax;
  private final Clock clock;
  private final HttpClient client;

  TokenServer(Login.Token login, Duration answerMax, Clock clock) {
    this.login = login;
    this.answerMax = answerMax;
    this.clock = clock;
    var builder = HttpClient.newBuilder().connectTimeout(CONNECT_MAX);
    if (!login.authority().isEmpty()) {
      builder.sslContext(Trust.in(login.authority()));
    }
    this.client = builder.build();
  }

  /**
   * Waits no longer for all of the answer than it may. A token lives since before it was asked for.
   */
  TokenAnswer ask() throws InterruptedException {
    Instant since = clock.instant();
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(), BODY);
    try {
      HttpResponse<byte[]> response = answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
      return new TokenReader(login.clientId(), name()).read(response, since);
    } catch (ExecutionException fault) {
      return new Denied(name() + " does not answer: " + reason(fault));
    } catch (TimeoutException silent) {
      return new Denied(name() + " has not answered within " + answerMax.toMillis() + " ms");
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request() {
    String body = "grant_type=client_credentials";
    return HttpRequest.newBuilder(login.server())
        .header("authorization", authorization())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(withScope(body)))
        .build();
  }

  private String withScope(String body) {
    return login.scope().isEmpty() ? body : body + "&scope=" + encoded(login.scope());
  }

  /** Both are encoded as in a form first, says section 2.3.1. */
  private String authorization() {
    String both = encoded(login.clientId()) + ":" + encoded(login.clientSecret().reveal());
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Without what may follow the path. */
  private String name() {
    URI url = login.server();
    return "the token endpoint %s://%s%s"
        .formatted(url.getScheme(), url.getRawAuthority(), url.getRawPath());
  }

  private static String reason(ExecutionException fault) {
    return fault.getCause() instanceof IOException cause && cause.getMessage() != null
        ? cause.getMessage()
        : String.valueOf(fault.getCause());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
