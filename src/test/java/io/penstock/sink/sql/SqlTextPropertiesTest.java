package io.penstock.sink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SqlTextPropertiesTest {
  @Property
  void encodesWhatItCleans(@ForAll String text) {
    assertThat(SqlText.utf8(text)).isEqualTo(SqlText.clean(text).getBytes(UTF_8));
  }
}
