package io.penstock.log.login;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Why a broker that is there and this node do not come together. */
public final class Refusal {
  private Refusal() {}

  /** In words for people; empty where the fault is another. */
  public static Optional<String> of(Throwable fault) {
    return first(fault, NoToken.class)
        .map(none -> "there is no token for the broker: " + none.getMessage())
        .or(() -> first(fault, SslAuthenticationException.class).map(Refusal::ofTls))
        .or(() -> first(fault, AuthenticationException.class).map(Refusal::ofLogin));
  }

  private static String ofTls(Throwable fault) {
    return "TLS with the broker fails: "
        + chain(fault).reduce(fault, (one, last) -> last).getMessage();
  }

  private static String ofLogin(Throwable fault) {
    return "the broker refuses the login: " + fault.getMessage();
  }

  private static <T extends Throwable> Optional<T> first(Throwable fault, Class<T> kind) {
    return chain(fault).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Stream<Throwable> chain(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
  }
}
