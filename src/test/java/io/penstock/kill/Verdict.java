package io.penstock.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sink holds beside what was accepted: the ids of those that differ.
 *
 * @param rows how many it holds in all
 * @param lost accepted, and not there
 * @param twice there once more
 * @param changed there with other bytes
 * @param unexpected there, and never sent
 */
record Verdict(
    int rows,
    List<String> lost,
    List<String> twice,
    List<String> changed,
    List<String> unexpected) {

  boolean isClean() {
    return lost.isEmpty() && twice.isEmpty() && changed.isEmpty() && unexpected.isEmpty();
  }

  /** Looks at one row after the other. */
  static final class Reader {
    private final Map<String, String> accepted;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Set<String> seen = new HashSet<>();
    private final List<String> twice = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private int rows;

    /** {@code accepted} has the fingerprint of every accepted event, by id. */
    Reader(Map<String, String> accepted) {
      this.accepted = accepted;
    }

    void row(String id, String data) {
      rows++;
      String sent = accepted.get(id);
      if (sent == null) {
        unexpected.add(id);
        return;
      }
      if (!seen.add(id)) {
        twice.add(id);
      }
      if (!sent.equals(fingerprint.of(data.getBytes(UTF_8)))) {
        changed.add(id);
      }
    }

    Verdict verdict() {
      List<String> lost = accepted.keySet().stream().filter(id -> !seen.contains(id)).toList();
      return new Verdict(
          rows, lost, List.copyOf(twice), List.copyOf(changed), List.copyOf(unexpected));
    }
  }
}
