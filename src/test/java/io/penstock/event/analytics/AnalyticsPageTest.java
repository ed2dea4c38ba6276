package io.penstock.event.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalyticsPageTest {
  private static final String BEGIN = "<!-- fields -->\n";
  private static final String END = "<!-- /fields -->";

  @Test
  void showsEveryFieldWithItsRule() throws IOException {
    String page = Files.readString(Path.of("docs/http.md"));

    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
        .isEqualTo(table());
  }

  private static String table() {
    Set<AnalyticsField> fields = new LinkedHashSet<>(AnalyticsFields.COMMON);
    fields.addAll(AnalyticsFields.typed(PropertyLimits.DEFAULT));
    return "| field | must be | required by |\n|---|---|---|\n"
        + "| `type` | one of the five | all |\n"
        + fields.stream().map(AnalyticsPageTest::line).collect(Collectors.joining());
  }

  private static String line(AnalyticsField field) {
    return "| `%s` | %s | %s |\n"
        .formatted(field.name(), field.rule().wanted(), requiredBy(field.requiredBy()));
  }

  private static String requiredBy(Set<String> types) {
    return types.equals(AnalyticsFields.TYPES) ? "all" : String.join(", ", new TreeSet<>(types));
  }
}
