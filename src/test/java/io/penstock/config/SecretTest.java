package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Login(String user, Secret password) {}

  @Test
  void doesNotShowItselfInTheRecordThatHoldsIt() {
    Login login = new Login("penstock", new Secret("hunter2"));

    assertThat(login).hasToString("Login[user=penstock, password=***]");
    assertThat(login.password().reveal()).isEqualTo("hunter2");
  }

  @Test
  void equalsASecretWithTheSameTextAndTellsNothingByItsHash() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).isNotEqualTo(new Secret("b"));
    assertThat(new Secret("a")).hasSameHashCodeAs(new Secret("b"));
  }

  @Test
  void isNoneWhenItIsEmpty() {
    assertThat(Configuration.ofYaml("password: ''").root().secret("password")).isEmpty();
  }

  @Test
  void isNotQuotedWhenItCannotBeRead() {
    Configuration configuration =
        Configuration.ofYaml("a: hunter2${env:X}\nb: [hunter2]\nc: ${hunter2}");

    configuration.root().secret("a");
    configuration.root().secret("b");
    configuration.root().secret("c");

    assertThat(Complaints.of(configuration))
        .hasSize(3)
        .noneMatch(problem -> problem.contains("hunter2"));
  }
}
