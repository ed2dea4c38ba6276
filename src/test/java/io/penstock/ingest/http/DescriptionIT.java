package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the door says of itself is what it does. */
@ExtendWith(SharedNode.class)
class DescriptionIT {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

  /** As the table of paths in docs/http.md begins its lines. */
  private static final Pattern DOCUMENTED = Pattern.compile("`(/[^`]*)`|`(?:POST|GET) (/[^`]*)`");

  private final TestNode node;
  private final Map<?, ?> description;

  DescriptionIT(TestNode node) {
    this.node = node;
    Answer answer = node.door().get("/openapi.yaml");
    assertThat(answer.status()).isEqualTo(200);
    this.description =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(answer.text());
  }

  @Test
  void everyPathIsThereWithItsMethodsAndNoOthers() {
    paths()
        .forEach(
            (path, item) -> {
              for (String method : METHODS) {
                Object operation = ((Map<?, ?>) item).get(method.toLowerCase(Locale.ROOT));
                Answer answer = knock(method, String.valueOf(path));
                if (operation instanceof Map<?, ?> described) {
                  assertThat(member(described, "responses").keySet().stream().toList())
                      .as("%s %s answered %s", method, path, answer)
                      .asString()
                      .contains(String.valueOf(answer.status()));
                  assertThat(answer.status()).isNotEqualTo(405);
                } else {
                  assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
                }
              }
            });
  }

  @Test
  void thePathsOfTheGuideAreDescribedAndTheOtherWayRound() throws Exception {
    String guide =
        java.nio.file.Files.readString(java.nio.file.Path.of("docs/http.md"), UTF_8)
            .split("\n## A request", 2)[0];
    Set<String> told = new TreeSet<>();
    var matcher = DOCUMENTED.matcher(guide);
    while (matcher.find()) {
      String path = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      told.add(path.replace('<', '{').replace('>', '}'));
    }
    Set<String> described = new TreeSet<>();
    paths().keySet().forEach(path -> described.add(String.valueOf(path)));

    assertThat(described).isEqualTo(told);
  }

  private Map<?, ?> paths() {
    return member(description, "paths");
  }

  private static Map<?, ?> member(Map<?, ?> of, String name) {
    return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
  }

  /** Without a key: what needs one says so, and nothing is changed. */
  private Answer knock(String method, String path) {
    String asked = path.replace("{stream}", "open").replace("{receipt}", "open~0:0-0");
    return node.door().send(method, asked, BodyPublishers.noBody());
  }
}
