package io.penstock.sink.s3;

import io.penstock.event.Stream;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
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

  /** Longer than any file takes to be written. */
  private static final Duration UPLOAD_MAX = Duration.ofDays(1);

  private final S3Config config;
  private final List<String> folders = new ArrayList<>();
  private final S3Connection connection;

  S3Upkeep(S3Config config, SinkSetup setup) {
    this.config = config;
    this.connection = new S3Connection(config.access());
    for (Stream stream : setup.streams()) {
      var hours = new Hours(stream.name(), config.lateAfter());
      folders.add(hours.folder(false));
      folders.add(hours.folder(true));
    }
  }

  @Override
  public Optional<String> step(Instant now) {
    try {
      for (int i = 0; i < config.ages().size(); i++) {
        Optional<String> done = leave(i, now);
        if (done.isPresent()) {
          return done;
        }
      }
      return abandoned(now);
    } catch (StoreTrouble trouble) {
      throw trouble.asSinkFault();
    }
  }

  private Optional<String> leave(int number, Instant now) throws StoreTrouble {
    Age age = config.ages().get(number);
    if (age.leaveAfter().isEmpty()) {
      return Optional.empty();
    }
    Duration before = number == 0 ? Duration.ZERO : arrivesAfter(number);
    List<String> names =
        old(
            age,
            now.minus(age.leaveAfter().get()),
            now.minus(age.leaveAfter().get().minus(before)));
    boolean isLast = number + 1 == config.ages().size();
    for (String name : names) {
      if (!isLast) {
        move(name, age, config.ages().get(number + 1));
      }
      store().delete(name);
    }
    return told(names.size(), isLast ? "deleted" : "took on", age);
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
  private List<String> old(Age age, Instant before, Instant arrivedBefore) throws StoreTrouble {
    List<String> names = new ArrayList<>();
    for (String folder : folders) {
      store()
          .list(
              config.prefix() + age.folder() + folder,
              "",
              listed -> {
                Optional<Instant> end = Hours.endOf(listed.name());
                if (end.filter(before::isAfter).isPresent()
                    && arrivedBefore.isAfter(listed.changedAt())) {
                  names.add(listed.name());
                }
                return end.filter(it -> !before.isAfter(it)).isEmpty() && names.size() < FILES_MAX;
              });
    }
    return names;
  }

  /** Where another file has the name already, a digest tells the two apart. */
  private void move(String name, Age from, Age to) throws StoreTrouble {
    String target =
        config.prefix() + to.folder() + name.substring((config.prefix() + from.folder()).length());
    Optional<Map<String, String>> notes = store().notes(name);
    Optional<Map<String, String>> there = store().notes(target);
    boolean isAnother = there.isPresent() && !there.equals(notes);
    store()
        .copy(
            name,
            isAnother ? ObjectFile.beside(target, notes.orElse(Map.of())) : target,
            to.storageClass());
  }

  private Optional<String> abandoned(Instant now) throws StoreTrouble {
    int count =
        store()
            .abandonUploads(
                config.prefix(), name -> Hours.endOf(name).isPresent(), now.minus(UPLOAD_MAX));
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "threw away the parts of %d files that were never completed".formatted(count));
  }

  private S3Store store() {
    return connection.store();
  }

  @Override
  public void close() {
    connection.close();
  }
}
