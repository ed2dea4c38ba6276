package io.penstock;

import java.util.Optional;

/** Which Penstock this is. */
public final class Version {
  /** As the jar's manifest says; a build that was never packaged has none. */
  public static final String CURRENT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
