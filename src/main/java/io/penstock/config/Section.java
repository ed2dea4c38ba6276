package io.penstock.config;

import io.penstock.config.Effective.Shown;
import io.penstock.config.Given.Group;
import io.penstock.config.Given.Listing;
import io.penstock.config.Given.Scalar;
import io.penstock.config.Parsed.Refused;
import io.penstock.config.Parsed.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the configuration, from which a feature reads its values. A mistake is noted under its
 * full key and reading goes on with the default, so that one start reports them all.
 */
public final class Section {
  private final Key at;
  private final Group given;
  private final Reading reading;

  Section(Key at, Group given, Reading reading) {
    this.at = at;
    this.given = given;
    this.reading = reading;
    reading.opened(at);
  }

  /** The last part of the section's key, such as the name of a stream. */
  public String name() {
    return at.names().isEmpty() ? "" : at.names().getLast();
  }

  /** Whether anything stands in this section. */
  public boolean isGiven() {
    return !given.isBlank();
  }

  public String text(String key, String otherwise) {
    return value(key, otherwise, Forms.TEXT);
  }

  /** A text that must be given and must not be empty; after the problem, the empty text. */
  public String text(String key) {
    Optional<String> text = optionalText(key);
    if (isBlank(key) || text.filter(String::isEmpty).isPresent()) {
      reject(key, "is required");
    }
    return text.orElse("");
  }

  public Optional<String> optionalText(String key) {
    Optional<Scalar> scalar = scalar(key);
    Optional<String> text = scalar.map(Scalar::text);
    took(key, text.<Shown>map(Shown.One::new).orElseGet(Shown.Absent::new), scalar);
    return text;
  }

  public int wholeNumber(String key, int otherwise, int min, int max) {
    return Math.toIntExact(wholeNumber(key, (long) otherwise, min, max));
  }

  public long wholeNumber(String key, long otherwise, long min, long max) {
    return value(
            key,
            BigInteger.valueOf(otherwise),
            Form.within(BigInteger.valueOf(min), BigInteger.valueOf(max), Forms.WHOLE_NUMBER))
        .longValueExact();
  }

  public double number(String key, double otherwise, double min, double max) {
    return value(key, otherwise, Form.within(min, max, Forms.NUMBER));
  }

  public boolean truth(String key, boolean otherwise) {
    return value(key, otherwise, Forms.TRUTH);
  }

  public <E extends Enum<E>> E choice(String key, E otherwise) {
    return value(key, otherwise, Forms.choice(otherwise.getDeclaringClass()));
  }

  public Duration duration(String key, Duration otherwise) {
    return duration(key, otherwise, Duration.ZERO, Units.DURATION_MAX);
  }

  public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
    return value(key, otherwise, Form.within(min, max, Units.DURATION));
  }

  /** Several durations, each within the bounds. */
  public List<Duration> durations(
      String key, List<Duration> otherwise, Duration min, Duration max) {
    Form<Duration> form = Form.within(min, max, Units.DURATION);
    Origin origin = given.child(key).origin();
    return texts(key, otherwise.stream().map(form::print).toList()).stream()
        .flatMap(text -> parsed(key, new Scalar(text, origin), form).stream())
        .toList();
  }

  /** A size in bytes. */
  public long bytes(String key, long otherwise, long min, long max) {
    return value(key, otherwise, Form.within(min, max, Units.BYTES));
  }

  /** An empty secret is none: a variable without a value must not pass for a password. */
  public Optional<Secret> secret(String key) {
    Optional<Scalar> scalar = scalar(key);
    Optional<Secret> secret =
        scalar.map(Scalar::text).filter(text -> !text.isEmpty()).map(Secret::new);
    took(key, secret.isPresent() ? new Shown.Hidden() : new Shown.Absent(), scalar);
    return secret;
  }

  /**
   * A secret that is kept elsewhere: files are copied and command lines are seen, so one that is
   * written out there is refused. A variable of the environment may hold it.
   */
  public Optional<Secret> secretFromElsewhere(String key) {
    if (given.child(key) instanceof Scalar scalar && isWrittenOut(scalar)) {
      reject(key, "is a secret; write ${file:path} or ${env:NAME}, and keep it there");
    }
    return secret(key);
  }

  private static boolean isWrittenOut(Scalar scalar) {
    return scalar.origin() != Origin.ENVIRONMENT && References.saysItself(scalar.text());
  }

  /** A list, or one text with commas between, as variables and the command line give it. */
  public List<String> texts(String key, List<String> otherwise) {
    if (given.child(key) instanceof Listing listing) {
      return listed(key, listing);
    }
    Optional<Scalar> scalar = scalar(key);
    List<String> texts = scalar.map(Scalar::text).map(Section::split).orElse(otherwise);
    took(key, new Shown.Many(texts), scalar);
    return texts;
  }

  /** The section under a key; an empty one where nothing was given. */
  public Section section(String key) {
    reading.asked(at, key);
    return new Section(at.below(key), group(key), reading);
  }

  /** The sections under a key, by their free names, in the order of the file. */
  public Map<String, Section> sections(String key) {
    Section parent = section(key);
    Map<String, Section> sections = new LinkedHashMap<>();
    parent.given.children().keySet().forEach(name -> sections.put(name, parent.section(name)));
    return sections;
  }

  /** What a feature finds wrong with a value by itself. */
  public void reject(String key, String message) {
    reading.reject(at.below(key), given.child(key).origin(), message);
  }

  private <T> T value(String key, T otherwise, Form<T> form) {
    Optional<Scalar> scalar = scalar(key);
    Optional<T> value = scalar.flatMap(found -> parsed(key, found, form));
    T inForce = value.orElse(otherwise);
    took(key, new Shown.One(form.print(inForce)), value.flatMap(used -> scalar));
    return inForce;
  }

  /**
   * The one value under a key with its reference looked up, or empty where there is none to use.
   */
  private Optional<Scalar> scalar(String key) {
    reading.asked(at, key);
    return switch (given.child(key)) {
      case Scalar scalar ->
          parsed(key, scalar, reading.references()).map(text -> new Scalar(text, scalar.origin()));
      case Listing listing -> rejected(key, "is a list, expected one value");
      case Group group when group.isBlank() -> Optional.empty();
      case Group group -> rejected(key, "is a section, expected one value");
    };
  }

  private Group group(String key) {
    return switch (given.child(key)) {
      case Group group -> group;
      case Scalar scalar ->
          this.<Group>rejected(key, "is one value, expected a section").orElseGet(Group::blank);
      case Listing listing ->
          this.<Group>rejected(key, "is a list, expected a section").orElseGet(Group::blank);
    };
  }

  private List<String> listed(String key, Listing listing) {
    reading.asked(at, key);
    List<String> texts =
        listing.texts().stream()
            .map(text -> new Scalar(text, listing.origin()))
            .flatMap(entry -> parsed(key, entry, reading.references()).stream())
            .toList();
    reading.took(at.below(key), new Shown.Many(texts), listing.origin());
    return texts;
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private <T> Optional<T> parsed(String key, Scalar scalar, Form<T> form) {
    return switch (form.parse(scalar.text())) {
      case Value<T>(T value) -> Optional.of(value);
      case Refused<T>(String why) -> rejected(key, why);
    };
  }

  private <T> Optional<T> rejected(String key, String message) {
    reject(key, message);
    return Optional.empty();
  }

  private boolean isBlank(String key) {
    return given.child(key) instanceof Group group && group.isBlank();
  }

  private void took(String key, Shown value, Optional<Scalar> scalar) {
    reading.took(at.below(key), value, scalar.map(Scalar::origin).orElse(Origin.DEFAULT));
  }
}
