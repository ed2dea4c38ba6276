package io.penstock.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypeNameTest {
  @Test
  void readsWhatStandsWithin() {
    assertThat(TypeName.of("String")).isEqualTo(new TypeName("String", List.of()));
    assertThat(TypeName.of("DateTime64(6, 'UTC')"))
        .isEqualTo(new TypeName("DateTime64", List.of("6", "'UTC'")));
    assertThat(TypeName.of("Map(LowCardinality(String), Array(Decimal(18, 4)))"))
        .isEqualTo(new TypeName("Map", List.of("LowCardinality(String)", "Array(Decimal(18, 4))")));
    assertThat(TypeName.of("Enum8('a,b' = 1, ')\\'' = 2)"))
        .isEqualTo(new TypeName("Enum8", List.of("'a,b' = 1", "')\\'' = 2")));
  }

  @Test
  void knowsWhatRowBinaryDoesNotShow() {
    assertThat(TypeName.of("LowCardinality(String)").unwrapped().name()).isEqualTo("String");
    assertThat(TypeName.of("LowCardinality(Nullable(String))").unwrapped())
        .isEqualTo(new TypeName("Nullable", List.of("String")));
  }
}
