package io.penstock.spool;

import io.penstock.config.Section;

/**
 * The part of the configuration under {@code spool}.
 *
 * @param directory below the node's data, unless absolute
 * @param bytesMax of all files together
 * @param segmentBytes of one file; an entry larger than that has a file of its own
 */
public record SpoolConfig(String directory, long bytesMax, long segmentBytes) {
  public static SpoolConfig read(Section spool) {
    var config =
        new SpoolConfig(
            spool.text("directory", "spool"),
            spool.bytes("bytes-max", 1L << 30, 1 << 20, 1L << 40),
            spool.bytes("segment-bytes", 100 << 20, 64 << 10, 1L << 30));
    if (config.segmentBytes > config.bytesMax) {
      spool.reject("segment-bytes", "must be at most bytes-max");
    }
    return config;
  }
}
