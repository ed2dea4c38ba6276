package io.penstock.log.login;

/** What became of asking for a token. */
sealed interface TokenAnswer {
  record Granted(AccessToken token) implements TokenAnswer {}

  /** In words for people, which hold nothing of a secret. */
  record Denied(String why) implements TokenAnswer {}
}
