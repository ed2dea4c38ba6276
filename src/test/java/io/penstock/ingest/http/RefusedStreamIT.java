package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.TestNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.StreamResetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2: behind a proxy, many senders have one connection. */
class RefusedStreamIT {
  private static final long WAIT_SECONDS_MAX = 20;
  private static final long NO_ERROR = 0;
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  @TempDir static Path folder;
  private static TestNode node;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false),
          new PoolOptions().setHttp2MaxSize(1));

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            folder, "ingest.http.h2c=true", "ingest.http.request-bytes-max=" + REQUEST_BYTES_MAX);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void closeClient() {
    await(vertx.close());
  }

  @Test
  void aRefusedRequestWhoseBodyNeverEndsCostsTheOthersOfItsConnectionNothing() {
    HttpClientRequest refused = request();
    Future<Long> reset = resetOf(refused);
    HttpConnection connection = refused.connection();
    await(refused.putHeader("authorization", "Bearer nobody's").setChunked(true).write("{\"id\":"));

    assertThat(await(refused.response()).statusCode()).isEqualTo(401);
    assertThat(await(reset)).isEqualTo(NO_ERROR);

    await(vertx.timer(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS));
    HttpClientRequest good = request();
    assertThat(good.connection()).isSameAs(connection);
    assertThat(answerTo(good).statusCode()).isEqualTo(202);
  }

  @Test
  void aRefusedRequestThatIsWholeIsNotReset() {
    HttpClientRequest refused = request();
    Future<Long> reset = resetOf(refused);
    Future<HttpClientResponse> answered = refused.send("{\"id\":\"whole\"}");

    assertThat(await(answered).statusCode()).isEqualTo(401);
    await(vertx.timer(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS));
    assertThat(reset.isComplete()).isFalse();
    assertThat(answerTo(request()).statusCode()).isEqualTo(202);
  }

  @Test
  void whoPoursOnIntoARefusedStreamIsStoppedAndTheOthersAreNot() {
    HttpClientRequest refused = request();
    Future<Long> reset = resetOf(refused);
    refused.putHeader("authorization", "Bearer nobody's");
    await(refused.setChunked(true).sendHead());
    pour(refused, reset);

    assertThat(await(reset)).isEqualTo(NO_ERROR);
    assertThat(answerTo(request()).statusCode()).isEqualTo(202);
  }

  /** For as long as anybody takes it. */
  private void pour(HttpClientRequest into, Future<Long> reset) {
    if (!reset.isComplete()) {
      into.write(Buffer.buffer(new byte[64 << 10])).onSuccess(taken -> pour(into, reset));
    }
  }

  private HttpClientRequest request() {
    return await(client.request(HttpMethod.POST, node.door().port(), "127.0.0.1", pathOf("open")));
  }

  private static HttpClientResponse answerTo(HttpClientRequest request) {
    return await(request.putHeader("authorization", BEARER).send("{\"id\":\"good\"}"));
  }

  /** The code with which the other side ends it. */
  private static Future<Long> resetOf(HttpClientRequest request) {
    Promise<Long> reset = Promise.promise();
    request.exceptionHandler(
        fault -> {
          if (fault instanceof StreamResetException ended) {
            reset.tryComplete(ended.getCode());
          }
        });
    return reset.future();
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS)
        .join();
  }
}
