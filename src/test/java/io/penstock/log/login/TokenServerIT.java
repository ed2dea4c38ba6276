package io.penstock.log.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.penstock.config.Secret;
import io.penstock.fixture.Ports;
import io.penstock.log.login.TokenAnswer.Denied;
import io.penstock.log.login.TokenAnswer.Granted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenServerIT {
  private static final String TOKEN = "{\"access_token\":\"abc\",\"expires_in\":300}";

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private volatile String asked = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", exchange -> answer(exchange, 200, TOKEN));
    server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(70_000)));
    server.createContext("/denied", exchange -> answer(exchange, 401, "{}"));
    server.createContext("/moved", this::move);
    server.createContext("/silent", exchange -> awaitEnd());
    server.createContext("/slow", this::answerSlowly);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void asksAsTheStandardSays() throws InterruptedException {
    assertThat(ask("/token")).isInstanceOf(Granted.class);

    String login = Base64.getEncoder().encodeToString("pen+stock:a%3Ab%25c".getBytes(UTF_8));
    assertThat(asked)
        .isEqualTo("POST Basic " + login + " grant_type=client_credentials&scope=kafka+write");
  }

  @Test
  void saysWhatTheServerAnswered() throws InterruptedException {
    assertThat(ask("/denied")).isEqualTo(new Denied(name("/denied") + " answers 401"));
  }

  /** The secret is for this address alone. */
  @Test
  void followsNobodyElsewhere() throws InterruptedException {
    assertThat(ask("/moved")).isEqualTo(new Denied(name("/moved") + " answers 307"));
    assertThat(asked).isEmpty();
  }

  @Test
  void readsNoMoreThanATokenNeeds() throws InterruptedException {
    assertThat(ask("/large").toString()).contains(name("/large") + " does not answer: ");
  }

  @Test
  void waitsNoLongerThanItMay() throws InterruptedException {
    assertThat(ask("/silent"))
        .isEqualTo(new Denied(name("/silent") + " has not answered within 500 ms"));
  }

  @Test
  void waitsNoLongerForABodyThatTrickles() throws InterruptedException {
    assertThat(ask("/slow"))
        .isEqualTo(new Denied(name("/slow") + " has not answered within 500 ms"));
  }

  @Test
  void saysThatNobodyListens() throws InterruptedException {
    int port = Ports.free();
    try (TokenServer nobody = server("http://127.0.0.1:" + port + "/token?tenant=hunter2")) {
      assertThat(nobody.ask().toString())
          .contains("http://127.0.0.1:" + port + "/token does not answer: ")
          .doesNotContain("hunter2");
    }
  }

  private TokenAnswer ask(String path) throws InterruptedException {
    try (TokenServer asked = server(url(path))) {
      return asked.ask();
    }
  }

  private static TokenServer server(String url) {
    return new TokenServer(
        new Login.Token(URI.create(url), "", "pen stock", new Secret("a:b%c"), "kafka write"),
        Duration.ofMillis(500),
        Clock.systemUTC());
  }

  private String name(String path) {
    return "the token endpoint " + url(path);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked =
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("authorization"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void move(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("location", url("/token"));
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  private void answerSlowly(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, TOKEN.length());
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      assertThat(end.await(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
