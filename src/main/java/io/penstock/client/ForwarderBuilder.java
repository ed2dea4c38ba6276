package io.penstock.client;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What a forwarder is told before it begins. */
public final class ForwarderBuilder {
  /** Twice what the server allows by default: it cuts senders that ask more often. */
  private static final long KEEPALIVE_SECONDS = 60;

  private final String target;
  private final String key;
  private ChannelCredentials credentials = TlsChannelCredentials.create();
  private String stream = "";
  private ForwarderOptions options = ForwarderOptions.DEFAULT;
  private ForwarderListener listener = ForwarderListener.NONE;

  ForwarderBuilder(String target, String key) {
    this.target = target;
    this.key = key;
  }

  /** Where the events go; the server's default stream unless it is said. */
  public ForwarderBuilder stream(String name) {
    stream = name;
    return this;
  }

  public ForwarderBuilder options(ForwarderOptions bounds) {
    options = bounds;
    return this;
  }

  public ForwarderBuilder listener(ForwarderListener told) {
    listener = told;
    return this;
  }

  /** Without TLS: the key crosses the network readable. */
  public ForwarderBuilder plaintext() {
    credentials = InsecureChannelCredentials.create();
    return this;
  }

  /**
   * Trusts the authorities in this file, PEM, and no others.
   *
   * @throws UncheckedIOException where it cannot be read
   */
  public ForwarderBuilder trusting(Path authorities) {
    try {
      credentials = TlsChannelCredentials.newBuilder().trustManager(authorities.toFile()).build();
      return this;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Begins. It connects with the first batch. */
  public Forwarder build() {
    ManagedChannel channel =
        Grpc.newChannelBuilder(target, credentials)
            .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    return new Forwarder(channel, key, stream, options, listener, Time.SYSTEM, new Random());
  }
}
