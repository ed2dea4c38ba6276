package io.penstock.config;

import io.penstock.config.Given.Group;
import io.penstock.config.Parsed.Refused;
import io.penstock.config.Parsed.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the operator wants: a YAML file, over it the environment, over that the settings of the
 * command line. Features read their sections; {@link #finish} then tells everything that is wrong.
 *
 * <p>Belongs to the one thread that starts the program.
 */
public final class Configuration {
  private static final int FILE_BYTES_MAX = 1 << 20;

  private final Group given;
  private final Problems problems;
  private final Reading reading;

  private Configuration(
      Group given, Problems problems, Map<String, String> environment, List<String> settings) {
    Overrides overrides = new Overrides(given, problems);
    overrides.environment(environment);
    overrides.settings(settings);
    this.given = given;
    this.problems = problems;
    this.reading = new Reading(problems, new References(environment));
  }

  /**
   * Reads a file and lays environment and settings ({@code key=value}) over it.
   *
   * @throws Unusable at once when the file is missing or is no YAML; all else waits for finish
   */
  public static Configuration load(
      Path file, Map<String, String> environment, List<String> settings) {
    Problems problems = new Problems(file.toString());
    Group given =
        switch (TextFile.read(file, FILE_BYTES_MAX)) {
          case Value<String>(String text) -> YamlFile.read(text, problems);
          case Refused<String>(String why) -> throw problems.fatal("the file " + why);
        };
    return new Configuration(given, problems, environment, settings);
  }

  /** Defaults, environment and settings alone. */
  public static Configuration withoutFile(Map<String, String> environment, List<String> settings) {
    Problems problems = new Problems("the configuration");
    return new Configuration(Group.blank(), problems, environment, settings);
  }

  /** Reads YAML from a text, with nothing laid over it. */
  public static Configuration ofYaml(String text) {
    Problems problems = new Problems("the configuration");
    return new Configuration(YamlFile.read(text, problems), problems, Map.of(), List.of());
  }

  /** The top of the tree. */
  public Section root() {
    return new Section(Key.TOP, given, reading);
  }

  /** Called when everything was read: keys nobody asked for are problems too. */
  public void finish() {
    reading.rejectUnknown(Key.TOP, given);
    problems.throwIfAny();
  }

  /** Every key that was asked for so far, in the order of asking. */
  public List<Effective> effective() {
    return reading.inForce();
  }

  /** What is in force as a file that can be loaded again; secrets are left out. */
  public String yaml() {
    return EffectiveYaml.write(effective());
  }
}
