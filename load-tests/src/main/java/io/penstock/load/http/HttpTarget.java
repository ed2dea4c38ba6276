package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Where the events go: a port of this machine, a path, and the headers every request carries. */
public record HttpTarget(int port, String path, List<String> headers) {

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Requests as they stand on the wire, ready to be written any number of times. */
  List<ByteBuffer> requests(List<byte[]> bodies) {
    return bodies.stream().map(this::request).toList();
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
