package io.penstock.sink.s3;

import io.penstock.config.Section;
import io.penstock.sink.objects.S3Access;
import io.penstock.sink.parquet.FieldColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where files are kept, and how they are cut.
 *
 * @param prefix what all names begin with; empty, or ends with a slash
 * @param lateAfter an event that is older when it is received is in a file of its hour of receipt
 * @param ages where files are by their age, the youngest first; never empty
 * @param columns fields that have columns of their own in Parquet, by the names of streams
 */
record S3Config(
    S3Access access,
    String prefix,
    FileFormat format,
    Duration lateAfter,
    List<Age> ages,
    FieldColumns columns) {
  /** What is of these has to be restored before it can be copied. */
  private static final Set<String> FROZEN = Set.of("GLACIER", "DEEP_ARCHIVE");

  private static final Duration AGE_MAX = Duration.ofDays(36_500);

  /**
   * A folder for files of one age.
   *
   * @param folder empty where there is only one, else ends with a slash
   * @param leaveAfter how old they are when they go to the next folder, or from the last for good
   * @param storageClass what they are to cost there, in the words of the store
   */
  record Age(String folder, Optional<Duration> leaveAfter, Optional<String> storageClass) {
    private static final Age ANY = new Age("", Optional.empty(), Optional.empty());

    private void checkName(Section section) {
      if (!folder.matches("([A-Za-z0-9_.-]{1,100}/)?")) {
        section.reject(
            "prefixes",
            "'%s' has other signs than A-Z, a-z, 0-9, _, . and -"
                .formatted(folder.substring(0, folder.length() - 1)));
      }
    }
  }

  static S3Config read(Section section) {
    var config =
        new S3Config(
            S3Access.read(section),
            prefix(section),
            section.choice("format", FileFormat.PARQUET),
            section.duration(
                "late-after", Duration.ofHours(6), Duration.ofMinutes(1), Duration.ofDays(7)),
            ages(section),
            FieldColumns.read(section));
    config.checkAges(section);
    if (config.format() == FileFormat.NDJSON && !config.columns().byStream().isEmpty()) {
      section.reject("columns", "is for format: parquet; lines of JSON have every field");
    }
    return config;
  }

  private static String prefix(Section section) {
    String prefix = section.text("prefix", "");
    if (!prefix.matches("([A-Za-z0-9_.-]{1,100}/){0,5}")) {
      section.reject(
          "prefix", "is at most 5 folders of A-Z, a-z, 0-9, _, . and -, each with a / behind it");
    }
    return prefix;
  }

  private static List<Age> ages(Section section) {
    List<Age> ages = new ArrayList<>();
    section
        .sections("prefixes")
        .forEach(
            (name, age) ->
                ages.add(new Age(name + "/", leaveAfter(age), age.optionalText("storage-class"))));
    return ages.isEmpty() ? List.of(Age.ANY) : List.copyOf(ages);
  }

  private static Optional<Duration> leaveAfter(Section age) {
    Duration never = Duration.ZERO;
    return Optional.of(age.duration("leave-after", never, never, AGE_MAX))
        .filter(after -> !after.isZero());
  }

  private void checkAges(Section section) {
    for (int i = 0; i < ages.size(); i++) {
      ages.get(i).checkName(section);
      if (i + 1 < ages.size()) {
        checkGoesOn(ages.get(i), ages.get(i + 1), section);
      }
    }
    ages.getFirst()
        .leaveAfter()
        .filter(after -> after.compareTo(lateAfter.plusHours(1)) <= 0)
        .ifPresent(
            tooSoon ->
                section.reject(
                    "prefixes",
                    ages.getFirst().folder()
                        + " has a leave-after that is not longer than late-after and an hour"));
  }

  private static void checkGoesOn(Age age, Age next, Section section) {
    age.storageClass()
        .filter(FROZEN::contains)
        .ifPresent(
            frozen ->
                section.reject(
                    "prefixes",
                    "%s has the storage-class %s, of which nothing can be copied to %s; that is for the last"
                        .formatted(age.folder(), frozen, next.folder())));
    if (age.leaveAfter().isEmpty()) {
      section.reject(
          "prefixes", age.folder() + " has no leave-after, so nothing goes on from there");
    } else if (next.leaveAfter()
        .filter(it -> it.compareTo(age.leaveAfter().get()) <= 0)
        .isPresent()) {
      section.reject(
          "prefixes",
          next.folder() + " has a leave-after that is not longer than that of the one before it");
    }
  }

  /** The folder that events are written to. */
  String written() {
    return prefix + ages.getFirst().folder();
  }

  /** Those where a file may be that was written some time ago. */
  List<String> later() {
    return ages.stream().skip(1).map(age -> prefix + age.folder()).toList();
  }
}
