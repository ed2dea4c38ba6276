package io.penstock.load.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command of a Java process on the bench's own class path. */
final class JavaCommand {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<String> COMMON =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dlogback.configurationFile="
              + System.getProperty("logback.configurationFile", "load-tests/logback.xml"),
          "-cp",
          System.getProperty("java.class.path"));

  private JavaCommand() {}

  static List<String> of(List<String> jvmOptions, String mainClass, List<String> arguments) {
    return Stream.of(List.of(JAVA.toString()), jvmOptions, COMMON, List.of(mainClass), arguments)
        .flatMap(List::stream)
        .toList();
  }
}
