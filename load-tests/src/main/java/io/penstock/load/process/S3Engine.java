package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A store that speaks the language of S3, signatures included, and keeps objects as files: s3proxy,
 * as a process of its own. Its class path has other versions of what we use too, so it is not ours.
 */
public final class S3Engine {
  public static final String ACCESS_KEY = "penstock";
  public static final String SECRET_KEY = "not-a-secret-anywhere";
  private static final MavenPackage PACKAGE =
      MavenPackage.whole("org.gaul", "s3proxy", "4.1.0", "jar-with-dependencies");

  private S3Engine() {}

  /**
   * What starts it on a port of loopback. Each folder in {@code buckets} is a bucket, whose objects
   * are files; what was there before is there again.
   */
  public static List<String> command(Path buckets, int port) {
    return JavaCommand.of(
        List.of("-Xmx256m", "-XX:+UseSerialGC"),
        PACKAGE.libraries().resolve("*").toString(),
        "org.gaul.s3proxy.Main",
        List.of("--properties", settings(buckets, port).toString()));
  }

  private static Path settings(Path buckets, int port) {
    try {
      Files.createDirectories(buckets);
      return Files.writeString(
          buckets.resolveSibling(buckets.getFileName() + ".conf"),
          """
          s3proxy.endpoint=http://127.0.0.1:%d
          s3proxy.authorization=aws-v4
          s3proxy.identity=%s
          s3proxy.credential=%s
          jclouds.provider=filesystem-nio2
          jclouds.identity=local
          jclouds.credential=local
          jclouds.filesystem.basedir=%s
          """
              .formatted(port, ACCESS_KEY, SECRET_KEY, buckets.toAbsolutePath()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
