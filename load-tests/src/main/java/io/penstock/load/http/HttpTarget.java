package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Where the events go: a port of this machine, a path, and the headers every request carries.
 *
 * @param signingSecret with which each request is signed; empty when none is
 */
public record HttpTarget(
    int port, String path, List<String> headers, Optional<String> signingSecret) {

  public HttpTarget(int port, String path) {
    this(port, path, List.of(), Optional.empty());
  }

  /** The same place, for who has this key. */
  public HttpTarget as(String key, Optional<String> secret) {
    return new HttpTarget(port, path, List.of("Authorization: Bearer " + key), secret);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Requests with these bodies, in turn. */
  Requests requests(List<byte[]> bodies) {
    return signingSecret
        .<Requests>map(secret -> new SignedRequests(this, secret, bodies, InstantSource.system()))
        .orElseGet(() -> preformatted(bodies));
  }

  /** Each body makes one request, which is written any number of times. */
  private Requests preformatted(List<byte[]> bodies) {
    List<ByteBuffer> requests = bodies.stream().map(this::request).toList();
    return (number, _) -> requests.get((int) (number % requests.size()));
  }

  private ByteBuffer request(byte[] body) {
    byte[] head = head(body.length).getBytes(US_ASCII);
    ByteBuffer request = ByteBuffer.allocateDirect(head.length + body.length);
    return request.put(head).put(body).flip();
  }

  private String head(int bodyBytes) {
    return head("Content-Length: " + bodyBytes);
  }

  /** The head of a request, with these headers too. */
  public String head(String... more) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    List.of(more).forEach(header -> head.append(header).append("\r\n"));
    headers.forEach(header -> head.append(header).append("\r\n"));
    return head.append("\r\n").toString();
  }
}
