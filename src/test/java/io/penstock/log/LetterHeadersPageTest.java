package io.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deadletter.Letters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class LetterHeadersPageTest {
  private static final Path PAGE = Path.of("docs/dead-letters.md");
  private static final Pattern NAME = Pattern.compile("`(penstock-[a-z-]+)`");

  @Test
  void thePageNamesEveryHeaderOfALetterAndNoOther() throws IOException {
    Letter letter =
        Letters.refused("duckdb", 0, 1)
            .replayedAs("a replay")
            .failedAgain(new Failure(Failure.Kind.LATER, "", "busy", ""))
            .notBefore(Letters.DIED_AT);

    Set<String> written = new TreeSet<>();
    for (Header header : LetterHeaders.record(letter, "topic", 0).headers()) {
      written.add(header.key());
    }

    assertThat(named()).isEqualTo(written);
  }

  @Test
  void thePageNamesEveryClassOfError() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            Stream.of(Failure.Kind.values())
                .map(kind -> "`" + kind.name().toLowerCase(java.util.Locale.ROOT) + "`")
                .toList());
  }

  private static Set<String> named() throws IOException {
    return NAME.matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
