package io.penstock.access.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Secret;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final Secret SECRET = new Secret("whsec_c2VjcmV0");

  private final SecretBox box = new SecretBox(new Secret("pepper"), new Random(1));

  @Test
  void opensWhatItSealed() {
    String sealed = box.seal(SECRET);

    assertThat(sealed).doesNotContain("whsec");
    assertThat(box.open(sealed)).contains(SECRET);
    assertThat(box.seal(SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void opensNothingElse() {
    byte[] changed = Base64.getDecoder().decode(box.seal(SECRET));
    changed[changed.length - 1] ^= 1;

    assertThat(box.open(Base64.getEncoder().encodeToString(changed))).isEmpty();
    assertThat(new SecretBox(new Secret("other"), new Random(1)).open(box.seal(SECRET))).isEmpty();
    assertThat(box.open("")).isEmpty();
    assertThat(box.open("AAAA")).isEmpty();
    assertThat(box.open("no base64")).isEmpty();
  }
}
