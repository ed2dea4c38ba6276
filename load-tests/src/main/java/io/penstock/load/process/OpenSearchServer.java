package io.penstock.load.process;

import io.penstock.load.process.OpenSearchRequests.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OpenSearch with the settings that it comes with: the user's own, or one of the bench. */
public final class OpenSearchServer implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(90);
  private static final int NOT_THERE = 404;

  /** As in the file that OpenSearch comes with. */
  private static final List<String> JVM_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

  private final OpenSearchRequests requests;
  private final Optional<ChildProcess> process;

  private OpenSearchServer(String url, Optional<ChildProcess> process) {
    this.requests = new OpenSearchRequests(url);
    this.process = process;
  }

  /** The one that {@code OPENSEARCH_URL} names, else a new one in the workplace. */
  public static OpenSearchServer of(Workplace workplace) {
    String url = System.getenv("OPENSEARCH_URL");
    return url == null
        ? start(workplace, "opensearch")
        : new OpenSearchServer(url, Optional.empty());
  }

  /** A new one in the workplace. */
  public static OpenSearchServer start(Workplace workplace, String name) {
    int port = Ports.free();
    ChildProcess process =
        workplace.start(
            name,
            OpenSearchEngine.command(workplace.file(name + "-data"), port, JVM_OPTIONS, List.of()),
            Map.of());
    var server = new OpenSearchServer("http://127.0.0.1:" + port, Optional.of(process));
    process.awaitReady(START_MAX, server.requests::isReady);
    return server;
  }

  public String url() {
    return requests.url();
  }

  /** Where it listens. */
  public int port() {
    return URI.create(url()).getPort();
  }

  public OpenSearchRequests requests() {
    return requests;
  }

  /** Leaves nothing of a run behind: neither its indices, nor the templates for them. */
  public void drop(String prefix) {
    delete("/" + prefix + "*");
    delete("/_index_template/penstock-" + prefix + "*");
  }

  private void delete(String path) {
    Answer answer = requests.ask("DELETE", path, "");
    if (answer.isRefusal() && answer.status() != NOT_THERE) {
      throw new BenchFault("DELETE %s: %d %s".formatted(path, answer.status(), answer.text()));
    }
  }

  /** Ends one of the bench. */
  @Override
  public void close() {
    process.ifPresent(ChildProcess::close);
  }
}
