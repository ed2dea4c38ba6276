package io.penstock.ingest.tls;

import io.penstock.fixture.TestNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The JDK's client, which resumes sessions where it can. */
final class HttpTlsSender implements TlsSender {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final URI uri;
  private final Version version;
  private final HttpClient client;

  HttpTlsSender(TestNode node, Version version, SSLContext context) {
    this.uri = URI.create("https://localhost:" + node.door().port() + TestNode.pathOf("open"));
    this.version = version;
    this.client = HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  @Override
  public Heard send(String key) {
    try {
      return heard(client.send(request(key), BodyHandlers.ofString()));
    } catch (IOException cut) {
      return Heard.NOT_LET_IN;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpRequest request(String key) {
    var request =
        HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).POST(BodyPublishers.ofString("{}"));
    return (key.isEmpty() ? request : request.header("x-api-key", key)).build();
  }

  private Heard heard(HttpResponse<String> answer) {
    if (answer.version() != version) {
      throw new AssertionError(answer.version() + " instead of " + version);
    }
    return switch (answer.statusCode()) {
      case 202 -> Heard.TAKEN;
      case 401 -> Heard.UNAUTHENTICATED;
      default -> throw new AssertionError(answer.statusCode() + " " + answer.body());
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
