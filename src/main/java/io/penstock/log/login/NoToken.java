package io.penstock.log.login;

import java.io.IOException;

/** There is nothing to show the broker now. */
final class NoToken extends IOException {
  private static final long serialVersionUID = 1;

  NoToken(String why) {
    super(why);
  }
}
