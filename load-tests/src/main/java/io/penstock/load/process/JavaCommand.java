package io.penstock.load.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command of a Java process of the bench's. */
final class JavaCommand {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<String> COMMON =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dlogback.configurationFile="
              + System.getProperty("logback.configurationFile", "load-tests/logback.xml"));

  private JavaCommand() {}

  /** On the bench's own class path. */
  static List<String> of(List<String> jvmOptions, String mainClass, List<String> arguments) {
    return of(jvmOptions, System.getProperty("java.class.path"), mainClass, arguments);
  }

  static List<String> of(
      List<String> jvmOptions, String classPath, String mainClass, List<String> arguments) {
    return Stream.of(
            List.of(JAVA.toString()),
            jvmOptions,
            COMMON,
            List.of("-cp", classPath, mainClass),
            arguments)
        .flatMap(List::stream)
        .toList();
  }
}
