package io.penstock.sink.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.FaultyHttp;
import io.penstock.sink.Outcome.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A role of a service account, as Kubernetes of Amazon gives it: a token in a file. */
class S3LoginIT {
  private static final String GIVEN =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>key</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>token</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  @TempDir private Path folder;
  private final Bucket bucket = Bucket.empty();
  private final FaultyHttp tokens =
      new FaultyHttp("http://127.0.0.1:" + bucket.port(), asked -> asked.startsWith("POST"));
  private Map<String, String> properties = Map.of();

  @BeforeEach
  void setProperties() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "who-we-are");
    properties =
        Map.of(
            "aws.roleArn", "arn:aws:iam::123456789012:role/penstock",
            "aws.webIdentityTokenFile", token.toString(),
            "aws.region", "us-east-1",
            "aws.endpointUrlSts", tokens.url(),
            "aws.disableEc2Metadata", "true");
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void close() {
    properties.keySet().forEach(System::clearProperty);
    tokens.close();
  }

  private S3Access access() {
    return S3Access.read(
        Configuration.ofYaml(
                "endpoint: http://127.0.0.1:%d\nbucket: %s".formatted(bucket.port(), bucket.name()))
            .root());
  }

  /** The store of the tests takes no keys that have a token beside them. */
  @Test
  void aWebIdentityIsChangedForKeys() {
    tokens.answersNext(200, GIVEN);

    try (S3Login login = S3Login.of(access())) {
      assertThat(login.resolveCredentials())
          .isInstanceOfSatisfying(
              AwsSessionCredentials.class,
              keys -> {
                assertThat(keys.accessKeyId()).isEqualTo("key");
                assertThat(keys.secretAccessKey()).isEqualTo("secret");
                assertThat(keys.sessionToken()).isEqualTo("token");
              });
    }
  }

  @Test
  void aLoginThatNobodyGivesIsAboutAccess() {
    tokens.answersNext(403, "<ErrorResponse/>");

    try (S3Store store = new S3Store(access())) {
      assertThatThrownBy(() -> store.look("a"))
          .isInstanceOfSatisfying(
              StoreTrouble.class,
              trouble -> {
                assertThat(trouble.outcome().cause()).isEqualTo(Cause.ACCESS);
                assertThat(trouble.outcome().reason()).contains("has no login of ours");
              });
    }
  }
}
