package io.penstock.log.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Secret;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.HandClock;
import io.penstock.log.login.TokenAnswer.Denied;
import io.penstock.log.login.TokenAnswer.Granted;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LIFE = Duration.ofMillis(1_500);

  private final BlockingQueue<TokenAnswer> answers = new LinkedBlockingQueue<>();
  private final HandClock clock = new HandClock();
  private final Tokens tokens = new Tokens(answers::take, new Renewal(new Random()), clock);

  @AfterEach
  void close() {
    tokens.close();
  }

  @Test
  void waitsForTheFirstAnswer() throws Exception {
    tokens.start();
    CompletableFuture<String> value = CompletableFuture.supplyAsync(this::value);

    answers.add(granted("one"));

    assertThat(value.get()).isEqualTo("one");
  }

  @Test
  void renewsBeforeTheEnd() {
    tokens.start();
    answers.add(granted("one"));
    answers.add(granted("two"));

    Eventually.holds("there is another", SOON, () -> value().equals("two"));
  }

  @Test
  void keepsTheOldOneToItsEndWhileThereIsNoOther() {
    tokens.start();
    answers.add(granted("one"));
    answers.add(new Denied("the server is away"));

    Eventually.holds("it was asked again", SOON, answers::isEmpty);
    clock.passes(LIFE.minusMillis(1_001));
    assertThat(value()).isEqualTo("one");
    clock.passes(Duration.ofMillis(1));
    Eventually.holds(
        "it is over", SOON, () -> value().equals("the last one is over; the server is away"));
  }

  @Test
  void asksAgainAfterEveryFailure() {
    tokens.start();
    answers.add(new Denied("the server is away"));
    assertThat(value()).isEqualTo("the server is away");

    answers.add(granted("one"));

    Eventually.holds("there is one", SOON, () -> value().equals("one"));
  }

  @Test
  void asksAgainAfterAFaultOfOurOwn() {
    try (Tokens faulty =
        new Tokens(
            () -> {
              if (answers.take() instanceof Granted granted) {
                return granted;
              }
              throw new IllegalStateException("hunter2");
            },
            new Renewal(new Random()),
            clock)) {
      faulty.start();
      answers.add(new Denied("thrown instead"));
      assertThatThrownBy(faulty::get)
          .hasMessage("the token cannot be asked for: java.lang.IllegalStateException");

      answers.add(granted("one"));

      Eventually.holds("there is one", SOON, () -> valueOf(faulty).equals("one"));
    }
  }

  private TokenAnswer granted(String text) {
    return new Granted(new AccessToken(new Secret(text), "penstock", clock.instant(), LIFE));
  }

  private String value() {
    return valueOf(tokens);
  }

  /** Or why there is none. */
  private static String valueOf(Tokens of) {
    try {
      return of.get().value();
    } catch (NoToken none) {
      return String.valueOf(none.getMessage());
    }
  }
}
