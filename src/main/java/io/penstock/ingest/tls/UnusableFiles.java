package io.penstock.ingest.tls;

/** Says which file cannot be used, and why, in a sentence for people. */
final class UnusableFiles extends Exception {
  UnusableFiles(String sentence) {
    super(sentence);
  }
}
