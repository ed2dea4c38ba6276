package io.penstock.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticKeyTest {
  private final StaticKey key = new StaticKey("s3cret", "acme");

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cret,''",
    "bearer s3cret,''",
    "Bearer   s3cret ,''",
    "Bearer acme:s3cret,''",
    "'',s3cret",
    "'',acme:s3cret",
    "Basic czNjcmV0,s3cret",
  })
  void knowsItsKeyHoweverItIsGiven(String authorization, String apiKey) {
    assertThat(key.authenticate(authorization, apiKey)).contains(new Caller("acme", "static"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "Bearer,''",
    "'Bearer ',''",
    "Bearer s3cre,''",
    "Bearer s3crets,''",
    "Bearer S3CRET,''",
    "Bearer other:s3cret,''",
    "Bearer :s3cret,''",
    "Bearer acme,''",
    "Bearers3cret,''",
    "Basic s3cret,''",
    "s3cret,''",
    "'',wrong",
    "Bearer wrong,s3cret",
  })
  void knowsNobodyElse(String authorization, String apiKey) {
    assertThat(key.authenticate(authorization, apiKey)).isEmpty();
  }
}
