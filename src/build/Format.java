import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java file under some folders is formatted, or formats it; the build runs it.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    List<Path> folders = Stream.of(args).skip(1).map(Path::of).filter(Files::isDirectory).toList();
    List<Path> unformatted = new ArrayList<>();
    for (Path folder : folders) {
      unformatted.addAll(unformatted(folder));
    }
    switch (args[0]) {
      case "write" -> unformatted.forEach(Format::write);
      case "check" -> check(unformatted);
      default -> fail("-Dformat is 'check' or 'write', not '" + args[0] + "'");
    }
  }

  private static List<Path> unformatted(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      return sources.parallelStream().filter(file -> !read(file).equals(formatted(file))).toList();
    }
  }

  private static void check(List<Path> unformatted) {
    if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      fail("to format them: mvn -q validate -Dformat=write");
    }
  }

  /** A file that does not parse is left alone: the compiler says better what is wrong with it. */
  private static String formatted(Path file) {
    try {
      return new Formatter().formatSourceAndFixImports(read(file));
    } catch (FormatterException unreadable) {
      return read(file);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, formatted(file));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void fail(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
