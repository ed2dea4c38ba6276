package io.penstock;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.penstock.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PENSTOCK_KEY", "a key",
          "POSTGRES_PASSWORD", "a password",
          "HOSTNAME", "penstock-0",
          "PENSTOCK_MEMBERS", "penstock-nodes:5701",
          "PENSTOCK_CLUSTER_SECRET", "a secret");

  @ParameterizedTest
  @MethodSource("files")
  void everyConfigurationThatIsShippedCanBeUsed(Path file) {
    Configuration configuration = Configuration.load(file, ENVIRONMENT, List.of());
    ServerConfig.read(configuration);

    assertThatCode(configuration::finish).doesNotThrowAnyException();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> conf = Files.list(Path.of("conf"))) {
      return Stream.concat(conf, Stream.of(Path.of("docker/penstock.yaml")))
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }
}
