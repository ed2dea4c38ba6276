package io.penstock.config;

import java.util.List;

/** A key that was asked for, the value in force, and where that came from. */
public record Effective(Key key, Shown value, Origin origin) {

  /** A value as it may be shown, in the form the file takes it. */
  public sealed interface Shown {
    record One(String text) implements Shown {
      @Override
      public String toString() {
        return text;
      }
    }

    record Many(List<String> texts) implements Shown {
      @Override
      public String toString() {
        return texts.toString();
      }
    }

    /** A secret that was given. */
    record Hidden() implements Shown {
      @Override
      public String toString() {
        return Secret.MASK;
      }
    }

    /** Nothing was given, and there is no default. */
    record Absent() implements Shown {
      @Override
      public String toString() {
        return "";
      }
    }
  }
}
