package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A store of the bench that speaks the language of S3, and keeps objects as files. */
public record S3Server(Path buckets, int port) {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /** A new one in the workplace. */
  public static S3Server start(Workplace workplace) {
    var server = new S3Server(workplace.file("s3-data"), Ports.free());
    workplace
        .start("s3", S3Engine.command(server.buckets, server.port), Map.of())
        .awaitReady(START_MAX, server::listens);
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The name of a bucket that is there from now on. */
  public String bucket(String name) {
    try {
      Files.createDirectories(buckets.resolve(name));
      return name;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Leaves nothing of a run behind. */
  public void drop(String bucket) {
    try (Stream<Path> all = Files.walk(buckets.resolve(bucket))) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
