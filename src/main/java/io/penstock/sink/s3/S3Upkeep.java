package io.penstock.sink.s3;

import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
import io.penstock.sink.objects.Deadline;
import io.penstock.sink.objects.S3Connection;
import io.penstock.sink.objects.S3Store;
import io.penstock.sink.objects.StoreTrouble;
import io.penstock.sink.s3.S3Config.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes files that have grown old to the folder for their age, or away; and the parts of files that
 * were never completed.
 */
final class S3Upkeep implements Upkeep {
  /** In one step; the next follows at once. */
  private static final int FILES_MAX = 100;

  /** By then a step has ended: its lease is longer. */
  private static final Duration STEP_MAX = Duration.ofMinutes(4);

  /** Longer than any file takes to be written. */
  private static final Duration UPLOAD_MAX = Duration.ofDays(1);

  private final S3Config config;
  private final List<String> folders = new ArrayList<>();
  private final S3Connection connection;
  private final Stuck stuck = new Stuck();

  S3Upkeep(S3Config config, SinkSetup setup) {
    this.config = config;
    this.connection = new S3Connection(config.access());
    for (Stream stream : setup.streams()) {
      var hours = new Hours(stream.name(), config.lateAfter());
      folders.add(hours.folder(false));
      folders.add(hours.folder(true));
    }
  }

  /**
   * What a step is done with.
   *
   * @param now of two clocks the one that is behind: nothing is to be deleted too early
   */
  private record Turn(S3Store store, Instant now, Instant ownNow) {}

  @Override
  public Optional<String> step(Instant now) {
    try {
      Turn turn = begin(now);
      for (int i = 0; i < config.ages().size(); i++) {
        Optional<String> done = leave(i, turn);
        if (done.isPresent()) {
          return done;
        }
      }
      return abandoned(turn).or(this::complain);
    } catch (StoreTrouble trouble) {
      throw trouble.asSinkFault();
    }
  }

  private Turn begin(Instant now) throws StoreTrouble {
    S3Store store = connection.store().until(Deadline.in(STEP_MAX));
    Instant there = store.time(config.written()).orElse(now);
    stuck.forget(now);
    return new Turn(store, there.isBefore(now) ? there : now, now);
  }

  /** When nothing else is to be done. */
  private Optional<String> complain() {
    Optional<String> told = stuck.told();
    if (told.isPresent()) {
      throw new SinkFault(told.get());
    }
    return told;
  }

  private Optional<String> leave(int number, Turn turn) throws StoreTrouble {
    Age age = config.ages().get(number);
    if (age.leaveAfter().isEmpty()) {
      return Optional.empty();
    }
    Duration before = number == 0 ? Duration.ZERO : arrivesAfter(number);
    List<String> names =
        old(
            age,
            turn.now().minus(age.leaveAfter().get()),
            turn.now().minus(age.leaveAfter().get().minus(before)),
            turn);
    boolean isLast = number + 1 == config.ages().size();
    int count = stuck.each(names, turn.ownNow(), name -> leave(name, number, turn));
    return told(count, isLast ? "deleted" : "took on", age);
  }

  private void leave(String name, int number, Turn turn) throws StoreTrouble {
    if (number + 1 < config.ages().size()) {
      move(name, config.ages().get(number), config.ages().get(number + 1), turn.store());
    }
    turn.store().delete(name);
  }

  private static Optional<String> told(int count, String done, Age age) {
    return count == 0
        ? Optional.empty()
        : Optional.of("%s %d files of %s".formatted(done, count, age.folder()));
  }

  /** How old files are when they come to the folder. */
  private Duration arrivesAfter(int number) {
    return config.ages().get(number - 1).leaveAfter().orElse(Duration.ZERO);
  }

  /**
   * Names begin with their time, so the old ones come first. That time may be one that a sender
   * made up: so a file has to have been there long enough too.
   */
  private List<String> old(Age age, Instant before, Instant arrivedBefore, Turn turn)
      throws StoreTrouble {
    List<String> names = new ArrayList<>();
    for (String folder : folders) {
      turn.store()
          .list(
              config.prefix() + age.folder() + folder,
              "",
              listed -> {
                Optional<Instant> end = Hours.endOf(listed.name());
                if (end.filter(before::isAfter).isPresent()
                    && arrivedBefore.isAfter(listed.changedAt())
                    && !stuck.has(listed.name())) {
                  names.add(listed.name());
                }
                return end.filter(it -> !before.isAfter(it)).isEmpty() && names.size() < FILES_MAX;
              });
    }
    return names;
  }

  /** Where another file has the name already, a digest tells the two apart. */
  private void move(String name, Age from, Age to, S3Store store) throws StoreTrouble {
    String target =
        config.prefix() + to.folder() + name.substring((config.prefix() + from.folder()).length());
    Optional<Map<String, String>> notes = store.notes(name);
    Optional<Map<String, String>> there = store.notes(target);
    boolean isAnother = there.isPresent() && !there.equals(notes);
    store.copy(
        name,
        isAnother ? ObjectFile.beside(target, notes.orElse(Map.of())) : target,
        to.storageClass());
  }

  private Optional<String> abandoned(Turn turn) throws StoreTrouble {
    int count =
        turn.store()
            .abandonUploads(
                config.prefix(),
                name -> Hours.endOf(name).isPresent(),
                turn.now().minus(UPLOAD_MAX));
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "threw away the parts of %d files that were never completed".formatted(count));
  }

  @Override
  public void close() {
    connection.close();
  }
}
