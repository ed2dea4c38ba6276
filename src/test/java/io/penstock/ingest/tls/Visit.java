package io.penstock.ingest.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.penstock.fixture.TestNode;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * One event without a key, over a connection of its own; the client resumes its last session where
 * the door lets it.
 *
 * @param answer its first line; empty where the door hung up
 * @param session likewise
 */
record Visit(String answer, Optional<SSLSession> session) {
  static Visit of(TestNode node, SSLContext client, String protocol) {
    try (var socket =
        (SSLSocket) client.getSocketFactory().createSocket("localhost", node.door().port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket
          .getOutputStream()
          .write(
              """
              POST %s HTTP/1.1\r
              host: localhost\r
              content-type: application/json\r
              content-length: 2\r
              connection: close\r
              \r
              {}\
              """
                  .formatted(TestNode.pathOf("open"))
                  .getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return new Visit(answer.lines().findFirst().orElse(""), Optional.of(socket.getSession()));
    } catch (IOException cut) {
      return new Visit("", Optional.empty());
    }
  }

  /** A session that is resumed is as old as it was. */
  boolean resumes(Visit before) {
    return before.session.isPresent() && createdAt().equals(before.createdAt());
  }

  private Optional<Long> createdAt() {
    return session.map(SSLSession::getCreationTime);
  }
}
