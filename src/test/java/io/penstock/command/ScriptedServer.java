package io.penstock.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers each request with the next line of its script, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
  private static final int DROP = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Function<Request, Reply>> script = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reply> otherwise = request -> new Reply(500, "", "");

  public record Request(
      String method, String path, String authorization, String contentType, String body) {
    /** The lines of an NDJSON body that are not blank. */
    public List<String> lines() {
      return body.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  public record Reply(int status, String retryAfter, String body) {}

  public ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public ScriptedServer says(int status, String body) {
    script.add(request -> new Reply(status, "", body));
    return this;
  }

  public ScriptedServer saysComeBack(int status, String retryAfter, String body) {
    script.add(request -> new Reply(status, retryAfter, body));
    return this;
  }

  ScriptedServer dropsTheConnection() {
    script.add(request -> new Reply(DROP, "", ""));
    return this;
  }

  /** What follows when the script is at its end. */
  public ScriptedServer thenAlways(Function<Request, Reply> reply) {
    otherwise = reply;
    return this;
  }

  ScriptedServer thenAcceptsAll() {
    return thenAlways(request -> new Reply(202, "", accepted(request.lines().size())));
  }

  static String accepted(int events) {
    return "{\"receipt\":\"r\",\"accepted\":" + events + ",\"duplicates\":0,\"rejected\":0}";
  }

  public List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      requests.add(request);
      Function<Request, Reply> next = script.poll();
      Reply reply = (next == null ? otherwise : next).apply(request);
      if (reply.status() != DROP) {
        write(reply, exchange);
      }
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        String.valueOf(headers.getFirst("Authorization")),
        String.valueOf(headers.getFirst("Content-Type")),
        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }

  private static void write(Reply reply, HttpExchange exchange) throws IOException {
    if (!reply.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
    }
    byte[] body = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
