package io.penstock.sink.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.FaultyHttp;
import io.penstock.sink.Outcome.Cause;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of which one may not believe what they seem to say. */
class S3DoubtIT {
  private static final Map<String, String> NOTES = Map.of("penstock-digest", "7");
  private static final String FAILED = "<Error><Code>InternalError</Code></Error>";

  private final Bucket bucket = Bucket.empty();
  private Predicate<String> kind = asked -> false;
  private final FaultyHttp way =
      new FaultyHttp("http://127.0.0.1:" + bucket.port(), asked -> kind.test(asked));
  private final S3Store store =
      new S3Store(
          S3Access.read(
              Configuration.ofYaml(bucket.keys(URI.create(way.url()).getPort()) + "part-bytes: 5MB")
                  .root()));

  @AfterEach
  void close() {
    store.close();
    way.close();
  }

  private boolean createInParts() throws StoreTrouble {
    return store.create("a", new byte[6 << 20], NOTES);
  }

  private void isTrouble(ThrowingCallable call, Cause cause, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreTrouble.class,
            trouble -> {
              assertThat(trouble.outcome().cause()).as(trouble.getMessage()).isEqualTo(cause);
              assertThat(trouble.outcome().reason()).contains(why);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {FAILED, " \n \n", "", "<CompleteMultipartUploadResult/>"})
  void partsAreNotAnObjectUntilTheStoreSaysSo(String answer) throws StoreTrouble {
    kind = asked -> asked.startsWith("POST") && asked.contains("uploadId=");
    way.answersNext(200, answer);

    isTrouble(this::createInParts, Cause.CAPACITY, "S3 bucket " + bucket.name());

    assertThat(store.look("a")).isEmpty();
    assertThat(createInParts()).isTrue();
    assertThat(store.look("a")).map(ObjectStore.Listed::bytes).contains(6L << 20);
  }

  @Test
  void anObjectThatWasThereFirstMayBeToldAtTheEndOfAnAnswer() throws StoreTrouble {
    kind = asked -> asked.startsWith("POST") && asked.contains("uploadId=");
    way.answersNext(200, "<Error><Code>PreconditionFailed</Code></Error>");

    assertThat(createInParts()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FAILED,
        "",
        "<CopyObjectResult/>",
        "<CopyObjectResult><ETag>made-up</ETag></CopyObjectResult>"
      })
  void aCopyIsNoneUntilItIsSeen(String answer) throws StoreTrouble {
    store.create("a", new byte[10], NOTES);
    kind = asked -> asked.startsWith("PUT");
    way.answersNext(200, answer);

    isTrouble(
        () -> store.copy("a", "b", Optional.empty()), Cause.CAPACITY, "S3 bucket " + bucket.name());

    assertThat(store.look("b")).isEmpty();
    store.copy("a", "b", Optional.empty());
    assertThat(store.notes("b")).contains(NOTES);
  }

  /** Its answer has no body that could say what is wrong with the request. */
  @Test
  void aLoginThatHasExpiredIsAboutAccessAlsoWhereNothingIsSaid() {
    kind = asked -> asked.startsWith("HEAD");
    way.answersNext(400);

    isTrouble(() -> store.look("a"), Cause.ACCESS, "400");
  }

  @Test
  void allRequestsOfAnObjectHaveOneDeadline() {
    kind = asked -> asked.contains("partNumber=2");
    way.keepsTheNextAnswer();
    long begun = System.nanoTime();

    isTrouble(
        () -> store.until(Deadline.in(Duration.ofSeconds(3))).create("a", new byte[9 << 20], NOTES),
        Cause.CAPACITY,
        "does not answer");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void nothingIsAskedAfterTheDeadline() {
    isTrouble(
        () -> store.until(Deadline.in(Duration.ZERO)).look("a"),
        Cause.CAPACITY,
        "the time for all of its requests is over");
  }

  @Test
  void whateverTheLibraryThrowsIsTroubleWithTheStore() {
    isTrouble(() -> store.look(""), Cause.CAPACITY, "S3 bucket " + bucket.name());
  }
}
