package io.penstock.sink.objects;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The way to a bucket.
 *
 * @param deadline of all requests together; without one each has its own time
 */
record S3Bucket(S3Access access, S3Client client, Optional<Deadline> deadline) {
  static S3Bucket connect(S3Access access) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(access.region()))
            // else parts are sent with checksums that the end of the upload would have to repeat
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .forcePathStyle(access.isPathStyle())
            .credentialsProvider(S3Login.of(access))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(access.connectTimeout())
                    .socketTimeout(access.requestTimeout()))
            .overrideConfiguration(
                options ->
                    options
                        .retryStrategy(onceMoreWithoutAnswer())
                        .apiCallTimeout(access.requestTimeout()));
    access.endpoint().ifPresent(builder::endpointOverride);
    return new S3Bucket(access, builder.build(), Optional.empty());
  }

  /**
   * A connection that was kept may have been closed by the store meanwhile, and whoever writes a
   * request to it learns of it too late. What the store has answered is not asked again here: the
   * sink knows how long to wait.
   */
  private static RetryStrategy onceMoreWithoutAnswer() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .useClientDefaults(false)
        .maxAttempts(2)
        .retryOnExceptionOrCauseInstanceOf(IOException.class)
        .backoffStrategy(BackoffStrategy.retryImmediately())
        .build();
  }

  String name() {
    return access.bucket();
  }

  S3Bucket until(Deadline end) {
    return new S3Bucket(access, client, Optional.of(deadline.map(end::or).orElse(end)));
  }

  S3Bucket within(Duration time) {
    return until(Deadline.in(time));
  }

  /** For each request: how long it may take. */
  Consumer<AwsRequestOverrideConfiguration.Builder> inTime() {
    Duration max = access.requestTimeout();
    Duration time = deadline.map(end -> end.forRequest(max)).orElse(max);
    return options -> options.apiCallTimeout(time);
  }

  <T> T asked(Supplier<T> request) throws StoreTrouble {
    try {
      return request.get();
    } catch (RuntimeException fault) {
      throw trouble(fault);
    }
  }

  void told(Runnable request) throws StoreTrouble {
    asked(
        () -> {
          request.run();
          return true;
        });
  }

  StoreTrouble trouble(RuntimeException fault) {
    return S3Errors.troubleOf(fault, name());
  }
}
