package io.penstock.sink.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over HTTP/1.1. Blocks, for virtual threads; an interrupt ends the wait. No answer
 * is waited for without an end, and none is larger than who asks allows.
 */
public final class BlockingHttp implements AutoCloseable {
  private final Endpoint endpoint;
  private final Duration answerMax;
  private final HttpClient http;

  /** An answer takes at most so long, its body included. */
  public BlockingHttp(Endpoint endpoint, Duration answerMax) {
    this.endpoint = endpoint;
    this.answerMax = answerMax;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(endpoint.connectTimeout())
            .build();
  }

  /** A request to what is there; the path begins with a slash and may have a query. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.at(path)).timeout(answerMax);
    endpoint.authorization().ifPresent(login -> request.header("Authorization", login));
    return request;
  }

  /**
   * The whole answer, of whatever status; at most so many bytes.
   *
   * @throws IOException where nobody knows whether the server did what it was asked; its message
   *     says why
   */
  public HttpResponse<byte[]> send(HttpRequest request, int bytesMax) throws IOException {
    return received(
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax)));
  }

  /** Takes an answer as it comes. */
  @FunctionalInterface
  public interface Reading<X extends Exception> {
    void read(HttpResponse<InputStream> answer) throws IOException, X;
  }

  /** The answer as it comes, however long it is. */
  public <X extends Exception> void stream(HttpRequest request, Reading<X> reading)
      throws IOException, X {
    HttpResponse<InputStream> answer =
        received(http.sendAsync(request, BodyHandlers.ofInputStream()));
    try (InputStream body = answer.body()) {
      closeWhenTooLate(body);
      long beganNanos = System.nanoTime();
      reading.read(answer);
      if (System.nanoTime() - beganNanos > answerMax.toNanos()) {
        throw new HttpTimeoutException("the answer did not end in time");
      }
    }
  }

  /** The timeout of a request ends when the first bytes of its answer are here. */
  private void closeWhenTooLate(InputStream body) {
    CompletableFuture.delayedExecutor(answerMax.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              try {
                body.close();
              } catch (IOException closed) {
                // whoever reads it hears of it
              }
            });
  }

  private <T> HttpResponse<T> received(CompletableFuture<HttpResponse<T>> answer)
      throws IOException {
    try {
      return answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw said(failed.getCause());
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new HttpTimeoutException("the answer did not come in time");
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** Of a server that is away, and of some other faults, the library says nothing. */
  private IOException said(@Nullable Throwable fault) {
    return switch (fault) {
      case IOException known when known.getMessage() != null -> known;
      case ConnectException silent -> {
        var away = new ConnectException("nobody listens at " + endpoint.url());
        away.initCause(silent);
        yield away;
      }
      case IOException silent -> new IOException(silent.getClass().getSimpleName(), silent);
      case null, default -> new IOException(String.valueOf(fault), fault);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
