package io.penstock.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Signs each request when it is sent, as Standard Webhooks has it: with an id and a time of its
 * own. Each connection has one buffer for all of its requests. For one thread.
 */
final class SignedRequests implements Requests {
  private static final int HEAD_BYTES_MAX = 1024;

  private final HttpTarget target;
  private final List<byte[]> bodies;
  private final InstantSource clock;
  private final WebhookSigner signer;
  private final int bytesMax;

  /** No two runs have the same id, or the later one would be a repeat. */
  private final String run = UUID.randomUUID().toString();

  SignedRequests(HttpTarget target, String secret, List<byte[]> bodies, InstantSource clock) {
    this.target = target;
    this.bodies = bodies;
    this.clock = clock;
    this.signer = new WebhookSigner(secret);
    this.bytesMax = HEAD_BYTES_MAX + bodies.stream().mapToInt(body -> body.length).max().orElse(0);
  }

  @Override
  public ByteBuffer request(long number, ByteBuffer earlier) {
    byte[] body = bodies.get((int) (number % bodies.size()));
    byte[] head = head(run + "-" + number, body).getBytes(US_ASCII);
    return room(earlier).put(head).put(body).flip();
  }

  private ByteBuffer room(ByteBuffer earlier) {
    return earlier.capacity() < bytesMax ? ByteBuffer.allocateDirect(bytesMax) : earlier.clear();
  }

  private String head(String id, byte[] body) {
    List<String> lines = new ArrayList<>(List.of("Content-Length: " + body.length));
    lines.addAll(signer.lines(id, clock.instant().getEpochSecond(), body));
    return target.head(lines.toArray(String[]::new));
  }
}
