package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Damages files of a spool while nobody has it open; which one and where comes from a seed. */
final class Damage {
  private static final String SEGMENT = ".segment";
  private static final String LOCK = "lock";

  /** What a file can suffer. */
  enum Kind {
    FLIP,
    TRUNCATE,
    EMPTY,
    FORGET_POSITION,
    GARBAGE
  }

  private final Path folder;
  private final SplittableRandom random;

  Damage(Path folder, SplittableRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /** One of all kinds; answers what was done. */
  String next() {
    return next(Kind.values());
  }

  /** Of one kind so many times, and then one of all kinds. */
  String next(Kind kind, int times) {
    for (int i = 0; i < times; i++) {
      next(new Kind[] {kind});
    }
    return "%s %d times, and %s".formatted(kind, times, next());
  }

  private String next(Kind[] kinds) {
    try {
      return done(kinds[random.nextInt(kinds.length)]);
    } catch (IOException fault) {
      throw new BenchFault("the spool cannot be damaged", fault);
    }
  }

  private String done(Kind kind) throws IOException {
    List<Path> segments = segments();
    if (segments.isEmpty() && kind != Kind.GARBAGE) {
      return forget();
    }
    return switch (kind) {
      case FLIP -> flip(oneOf(segments));
      case TRUNCATE -> truncate(oneOf(segments));
      case EMPTY -> cutTo(0, oneOf(segments));
      case FORGET_POSITION -> forget();
      case GARBAGE -> garbage();
    };
  }

  private String flip(Path file) throws IOException {
    try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
      long at = random.nextLong(opened.length());
      opened.seek(at);
      int damaged = opened.read() ^ (1 << random.nextInt(Byte.SIZE));
      opened.seek(at);
      opened.write(damaged);
      return "1 bit of %s flipped, byte %d of %d".formatted(nameOf(file), at, opened.length());
    }
  }

  private String truncate(Path file) throws IOException {
    return cutTo(random.nextLong(Files.size(file)), file);
  }

  private static String cutTo(long bytes, Path file) throws IOException {
    try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
      long before = opened.length();
      opened.setLength(bytes);
      return "%s cut from %d to %d bytes".formatted(nameOf(file), before, bytes);
    }
  }

  /** Whatever remembers how far it was drained. */
  private String forget() throws IOException {
    List<Path> others = files().filter(file -> !isSegment(file) && !isLock(file)).toList();
    for (Path file : others) {
      Files.delete(file);
    }
    return "deleted " + others.stream().map(Damage::nameOf).toList();
  }

  private String garbage() throws IOException {
    byte[] noise = new byte[10_000];
    random.nextBytes(noise);
    Files.write(folder.resolve("noise" + SEGMENT), noise);
    return "a file of noise beside the segments";
  }

  private Path oneOf(List<Path> some) {
    return some.get(random.nextInt(some.size()));
  }

  private List<Path> segments() throws IOException {
    return files().filter(Damage::isSegment).filter(file -> sizeOf(file) > 0).sorted().toList();
  }

  /** Not what was put aside earlier. */
  private Stream<Path> files() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  private static long sizeOf(Path file) {
    return file.toFile().length();
  }

  private static boolean isSegment(Path file) {
    return nameOf(file).endsWith(SEGMENT);
  }

  private static boolean isLock(Path file) {
    return nameOf(file).contains(LOCK);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
