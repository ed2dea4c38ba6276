package io.penstock.sink.s3;

import io.penstock.sink.objects.Deadline;
import io.penstock.sink.objects.StoreTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that could be neither taken on nor deleted. They are left alone for a while, so that the
 * others have their turn.
 */
final class Stuck {
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  /** More of them have a reason that is not their own. */
  private static final int FILES_MAX = 1_000;

  /** After so long no other file is begun with. */
  private static final Duration WORK_MAX = Duration.ofMinutes(1);

  /** After so many in a row it is the store, and not the files. */
  private static final int FAULTS_MAX = 10;

  /** What is to be done with a file. */
  interface Doing {
    void with(String name) throws StoreTrouble;
  }

  private record File(Instant until, StoreTrouble trouble) {}

  private final Map<String, File> files = new LinkedHashMap<>();

  /** Those that were left alone long enough are tried again. */
  void forget(Instant now) {
    files.values().removeIf(file -> !file.until().isAfter(now));
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /**
   * Does something with each, whatever becomes of the others; answers with how many it could.
   *
   * @throws StoreTrouble where it is not about single files
   */
  int each(List<String> names, Instant now, Doing doing) throws StoreTrouble {
    Deadline end = Deadline.in(WORK_MAX);
    int done = 0;
    int inVain = 0;
    for (int i = 0; i < names.size() && !end.isOver(); i++) {
      try {
        doing.with(names.get(i));
        done++;
        inVain = 0;
      } catch (StoreTrouble trouble) {
        inVain++;
        if (inVain > FAULTS_MAX || files.size() >= FILES_MAX) {
          throw trouble;
        }
        files.put(names.get(i), new File(now.plus(LEFT_ALONE), trouble));
      }
    }
    return done;
  }

  /** What is to be said of them; empty where there are none. */
  Optional<String> told() {
    return files.entrySet().stream()
        .findFirst()
        .map(
            first ->
                "%d files can be neither taken on nor deleted now, the first of them %s: %s"
                    .formatted(
                        files.size(), first.getKey(), first.getValue().trouble().getMessage()));
  }
}
