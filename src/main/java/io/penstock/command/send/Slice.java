package io.penstock.command.send;

/**
 * One event as it stands in the file, to the byte; the bytes around it never change.
 *
 * @param line where it begins, from 1
 */
record Slice(byte[] bytes, int from, int to, long line) {
  int length() {
    return to - from;
  }
}
