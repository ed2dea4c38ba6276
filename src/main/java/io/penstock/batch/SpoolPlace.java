package io.penstock.batch;

/**
 * Where the spool of a node keeps the events of one request.
 *
 * @param segment the number of the file
 * @param first the number of the first record in that spool; {@code last} is included
 */
public record SpoolPlace(String topic, String node, long segment, long first, long last) {
  public long records() {
    return last - first + 1;
  }
}
