package io.penstock.sink.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Container;
import io.penstock.sink.Outcome.Cause;
import org.junit.jupiter.api.Test;

class AzureStoreIT extends ObjectStoreContract {
  private final Container container = Container.empty();

  @Override
  protected ObjectStore open() {
    return open(container.keys());
  }

  private ObjectStore open(String keys) {
    return new AzureStore(AzureAccess.read(Configuration.ofYaml(keys).root(), container.name()));
  }

  @Test
  void aWrongKeyIsAboutAccess() {
    ObjectStore wrong =
        open(
            "endpoint: %s\naccount: devstoreaccount1\naccount-key: d3Jvbmc="
                .formatted(container.endpoint()));

    assertThatThrownBy(() -> wrong.look("a"))
        .isInstanceOfSatisfying(
            StoreTrouble.class,
            trouble -> assertThat(trouble.outcome().cause()).isEqualTo(Cause.ACCESS));
  }
}
