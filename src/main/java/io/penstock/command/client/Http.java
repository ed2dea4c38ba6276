package io.penstock.command.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Exchanges requests and answers, with an upper end to every wait and to every answer. */
public final class Http implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long ANSWER_BYTES_MAX = 256L << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * The answer, read to its end within {@code timeout}; the client's own timeout ends with the
   * answer's head.
   */
  public HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout)
      throws IOException, InterruptedException {
    return await(
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX)),
        timeout);
  }

  /** The answer once its head is there, which it must be within {@code timeout}. */
  HttpResponse<InputStream> open(HttpRequest request, Duration timeout)
      throws IOException, InterruptedException {
    return await(
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofInputStream(), ANSWER_BYTES_MAX)),
        timeout);
  }

  private static <T> T await(CompletableFuture<T> answer, Duration timeout)
      throws IOException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException fault
          ? fault
          : new IOException(failed.getCause());
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no answer within " + timeout.toSeconds() + " s");
    } finally {
      answer.cancel(true);
    }
  }

  /** What a person understands of it, after the address and a colon. */
  public static String describe(IOException fault) {
    return switch (fault) {
      case HttpConnectTimeoutException _ ->
          "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s";
      case HttpTimeoutException timeout -> String.valueOf(timeout.getMessage());
      case ConnectException _ -> "nothing answers there";
      default -> "the connection broke (" + fault.getMessage() + ")";
    };
  }

  /** Waits for nobody. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
