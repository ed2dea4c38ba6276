package io.penstock.sink.objects;

import io.penstock.config.Secret;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Who we are: the keys that are configured, or else what Amazon's own tools would find. Where that
 * fails it is told from a store that does not answer.
 */
record S3Login(AwsCredentialsProvider provider)
    implements AwsCredentialsProvider, SdkAutoCloseable {
  /** There is nothing to show to a store, or nobody gives it to us. */
  static final class Missing extends RuntimeException {
    Missing(RuntimeException fault) {
      super(fault.getMessage());
      addSuppressed(fault);
    }
  }

  static S3Login of(S3Access access) {
    return new S3Login(
        access
            .accessKey()
            .<AwsCredentialsProvider>map(
                key ->
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                            key, access.secretKey().map(Secret::reveal).orElse(""))))
            .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (RuntimeException fault) {
      throw new Missing(fault);
    }
  }

  @Override
  public void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
