package io.penstock.sink.objects;

import io.penstock.sink.Outcome.Cause;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
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

  static StoreTrouble troubleOf(SdkException fault, String bucket) {
    return switch (fault) {
      case S3Exception refused ->
          new StoreTrouble(
              causeOf(refused.statusCode(), codeOf(refused)),
              "S3 bucket %s: %d %s".formatted(bucket, refused.statusCode(), said(refused)),
              fault);
      default ->
          new StoreTrouble(
              Cause.CAPACITY,
              "S3 bucket %s does not answer: %s".formatted(bucket, deepest(fault)),
              fault);
    };
  }

  static Cause causeOf(int status, String code) {
    return switch (status) {
      case 401, 403 -> Cause.ACCESS;
      case 400 -> ofBadRequest(code);
      case 301, 307, 404, 405, 501 -> Cause.SCHEMA;
      default -> Cause.CAPACITY;
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
