package io.penstock.sink.objects;

import io.penstock.sink.Outcome.Cause;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an answer of S3 means: the status, and for 400 the code in its body. */
final class S3Errors {
  /** Of the login, though their status is that of a malformed request. */
  private static final Set<String> OF_ACCESS =
      Set.of(
          "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "AuthorizationHeaderMalformed");

  /** Of the moment, though their status is that of a malformed request. */
  private static final Set<String> OF_CAPACITY = Set.of("RequestTimeout", "IncompleteBody");

  private S3Errors() {}

  /** Nobody knows whether the store did what it was asked; or there was no time to ask. */
  static final class Unsure extends RuntimeException {
    Unsure(String message) {
      super(message);
    }
  }

  static StoreTrouble troubleOf(RuntimeException fault, String bucket) {
    return switch (fault) {
      case S3Exception refused ->
          troubleOf(refused, causeOf(refused.statusCode(), codeOf(refused)), bucket);
      case S3Login.Missing missing ->
          trouble(Cause.ACCESS, bucket, "has no login of ours", missing);
      case Unsure unsure -> trouble(Cause.CAPACITY, bucket, "is not sure", unsure);
      default -> trouble(Cause.CAPACITY, bucket, "does not answer", fault);
    };
  }

  /** An answer to HEAD has no body: what is left of a login that has expired is the status. */
  static StoreTrouble troubleOfHead(S3Exception refused, String bucket) {
    String code = codeOf(refused);
    boolean saysNothing = refused.statusCode() == 400 && code.isEmpty();
    return troubleOf(
        refused, saysNothing ? Cause.ACCESS : causeOf(refused.statusCode(), code), bucket);
  }

  private static StoreTrouble troubleOf(S3Exception refused, Cause cause, String bucket) {
    return new StoreTrouble(
        cause,
        "S3 bucket %s: %d %s".formatted(bucket, refused.statusCode(), said(refused)),
        refused);
  }

  private static StoreTrouble trouble(
      Cause cause, String bucket, String what, RuntimeException fault) {
    return new StoreTrouble(
        cause, "S3 bucket %s %s: %s".formatted(bucket, what, deepest(fault)), fault);
  }

  /** Whether there is an object of that name, when there must be none. */
  static boolean isThere(S3Exception refused) {
    return refused.statusCode() == 412 || codeOf(refused).equals("PreconditionFailed");
  }

  /** Also of an answer that begins with 200 and ends with an error. */
  static Cause causeOf(int status, String code) {
    return switch (status) {
      case 401, 403 -> Cause.ACCESS;
      case 400 -> ofBadRequest(code);
      case 301, 307, 404, 405, 501 -> Cause.SCHEMA;
      default -> code.equals("AccessDenied") ? Cause.ACCESS : Cause.CAPACITY;
    };
  }

  private static Cause ofBadRequest(String code) {
    if (OF_ACCESS.contains(code)) {
      return Cause.ACCESS;
    }
    return OF_CAPACITY.contains(code) ? Cause.CAPACITY : Cause.SCHEMA;
  }

  private static String codeOf(S3Exception refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String said(S3Exception refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    String message = details == null ? null : details.errorMessage();
    return message == null ? codeOf(refused) : codeOf(refused) + " " + message;
  }

  /** The library wraps what the network says in words of its own. */
  private static String deepest(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
