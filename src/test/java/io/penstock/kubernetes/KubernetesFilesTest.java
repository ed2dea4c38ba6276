package io.penstock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesFilesTest {
  private static final Path CONFIGURATION = Path.of("conf/fanout.yaml");
  private static final Path RULES = Path.of("dashboards/penstock.rules.yml");

  /** What the configuration takes from the environment and has no other value for. */
  private static final Pattern NEEDED = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

  /** Kubernetes gives a pod its name. */
  private static final Set<String> ALWAYS_THERE = Set.of("HOSTNAME");

  static List<Manifest> manifests() {
    return Manifest.all();
  }

  private static Manifest the(String kind, String name) {
    return manifests().stream()
        .filter(one -> one.kind().equals(kind) && one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isWhatKubernetesTakes(Manifest manifest) {
    assertThat(KubernetesSchema.complaint(manifest)).isEmpty();
  }

  @Test
  void allKindsAreThere() {
    assertThat(manifests().stream().map(Manifest::kind).collect(Collectors.toSet()))
        .contains(
            "ConfigMap", "DaemonSet", "PrometheusRule", "Service", "ServiceMonitor", "StatefulSet");
  }

  /** What the check is worth: each of these slips in a file of ours is found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fanout.yaml        | readOnlyRootFilesystem: true | readOnlyRootFileSystem: true | readOnlyRootFileSystem
          fanout.yaml        | hostPath: {path:             | hostpath: {path:             | hostpath
          fanout.yaml        | maxUnavailable: 1            | maxUnavailible: 1            | maxUnavailible
          fanout.yaml        | terminationGracePeriodSeconds: 40 | terminationGracePeriodSeconds: long | long
          fanout.yaml        | readOnlyRootFilesystem: true | readOnlyRootFilesystem: "yes" | readOnlyRootFilesystem
          fanout.yaml        | periodSeconds: 10            | periodSeconds: "10"          | periodSeconds
          fanout.yaml        | value: penstock}             | value: 5}                    | value
          fanout.yaml        | {name: grpc, port: 50051,    | {name: grpc,                 | port
          fanout.yaml        | - name: penstock             | - tty: true                  | name
          fanout.yaml        | {name: data, mountPath: /opt/penstock/data} | {name: data}  | mountPath
          fanout.yaml        | apiVersion: apps/v1          | apiVersion: apps/v1beta1     | unknown kind
          fanout-config.yaml | data:                        | date:                        | date
          cluster.yaml       | serviceName: penstock-nodes  | servicename: penstock-nodes  | servicename
          cluster.yaml       | maxUnavailable: 1            | maxUnavailable: {}           | maxUnavailable
          monitoring.yaml    | scrapeTimeout:               | scrapetimeout:               | scrapetimeout
          monitoring.yaml    | endpoints:                   | endpoint:                    | endpoint
          monitoring.yaml    | expr: penstock_log_reachable == 0 | record: x               | spec.groups.rules.expr
          monitoring.yaml    | name: penstock\\n      rules: | rules:                       | spec.groups.name
          monitoring.yaml    | targetLabel: node            | targetLabel: 5               | targetLabel
          monitoring.yaml    | annotations:                 | anotations:                  | anotations
          """)
  void aSlipIsFound(String file, String right, String wrong, String said) throws IOException {
    String text = Files.readString(Manifest.FOLDER.resolve(file));
    String slip = text.replaceFirst(Pattern.quote(right.replace("\\n", "\n")), wrong);
    assertThat(slip).isNotEqualTo(text);

    assertThat(
            Manifest.of(file, slip).stream()
                .flatMap(one -> KubernetesSchema.complaint(one).stream()))
        .singleElement()
        .asString()
        .contains(said);
  }

  /** {@code -Dkubernetes=write} writes it. */
  @Test
  void theConfigurationIsThatOfTheProfile() throws IOException {
    Path file = Manifest.FOLDER.resolve("fanout-config.yaml");
    String text = Files.readString(file);
    String expected = beginning(text, "  penstock.yaml: |\n") + indented(CONFIGURATION, "    ");
    writeOrCompare(file, text, expected);
    assertThat(the("ConfigMap", "penstock-fanout").json().getJsonObject("data").getMap())
        .containsOnlyKeys("penstock.yaml")
        .containsEntry("penstock.yaml", Files.readString(CONFIGURATION));
  }

  /** {@code -Dkubernetes=write} writes them. */
  @Test
  void theAlertsAreThoseOfTheDashboards() throws IOException {
    Path file = Manifest.FOLDER.resolve("monitoring.yaml");
    String text = Files.readString(file);
    String rules = indented(RULES, "  ");
    String expected =
        beginning(text, "  name: penstock\n  labels: {app: penstock}\nspec:\n")
            + rules.substring(rules.indexOf("  groups:"));
    writeOrCompare(file, text, expected);
  }

  private static void writeOrCompare(Path file, String text, String expected) throws IOException {
    if ("write".equals(System.getProperty("kubernetes"))) {
      Files.writeString(file, expected);
    } else {
      assertThat(text).as(file + " is written by -Dkubernetes=write").isEqualTo(expected);
    }
  }

  private static String beginning(String text, String last) {
    return text.substring(0, text.indexOf(last) + last.length());
  }

  private static String indented(Path file, String by) throws IOException {
    return Files.readString(file)
        .lines()
        .map(line -> line.isBlank() ? "\n" : by + line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void whatTheConfigurationNeedsOfTheEnvironmentIsGiven() throws IOException {
    String fanout =
        the("ConfigMap", "penstock-fanout").json().getJsonObject("data").getString("penstock.yaml");

    assertThat(environment(the("DaemonSet", "penstock-fanout"))).containsAll(needs(fanout));
    assertThat(environment(the("StatefulSet", "penstock")))
        .containsAll(needs(Files.readString(Path.of("conf/cluster.yaml"))));
  }

  private static Set<String> needs(String configuration) {
    return NEEDED
        .matcher(configuration)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !ALWAYS_THERE.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> environment(Manifest manifest) {
    return names(containers(manifest), "env").collect(Collectors.toSet());
  }

  private static JsonObject pod(Manifest manifest) {
    return manifest.json().getJsonObject("spec").getJsonObject("template").getJsonObject("spec");
  }

  private static Stream<JsonObject> containers(Manifest manifest) {
    return Stream.concat(
        objects(pod(manifest), "initContainers"), objects(pod(manifest), "containers"));
  }

  private static Stream<JsonObject> objects(JsonObject of, String key) {
    return of.getJsonArray(key, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  private static Stream<String> names(Stream<JsonObject> of, String key) {
    return of.flatMap(one -> objects(one, key)).map(one -> one.getString("name"));
  }

  @Test
  void whatIsMountedIsAVolume() {
    for (Manifest one :
        List.of(the("DaemonSet", "penstock-fanout"), the("StatefulSet", "penstock"))) {
      JsonObject spec = one.json().getJsonObject("spec");
      Set<String> volumes =
          Stream.concat(
                  objects(pod(one), "volumes").map(volume -> volume.getString("name")),
                  objects(spec, "volumeClaimTemplates")
                      .map(claim -> claim.getJsonObject("metadata").getString("name")))
              .collect(Collectors.toSet());
      assertThat(names(containers(one), "volumeMounts").collect(Collectors.toSet()))
          .isEqualTo(volumes);
    }
  }

  @Test
  void portsAreKnownByTheirNames() {
    Manifest nodes = the("DaemonSet", "penstock-fanout");
    Set<String> ports = names(containers(nodes), "ports").collect(Collectors.toSet());
    JsonObject container = objects(pod(nodes), "containers").findFirst().orElseThrow();

    assertThat(ports).containsExactlyInAnyOrder("grpc", "http", "metrics");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(container.getJsonObject(probe).getJsonObject("httpGet").getString("port"))
          .isEqualTo("metrics");
    }
    for (String service : List.of("penstock-fanout", "penstock-fanout-nodes")) {
      assertThat(objects(the("Service", service).json().getJsonObject("spec"), "ports"))
          .allSatisfy(port -> assertThat(port.getString("targetPort")).isIn(ports));
    }
  }

  /** A stop of a node takes up to 30 s. */
  @Test
  void aNodeHasTheTimeToStop() {
    for (Manifest one :
        List.of(the("DaemonSet", "penstock-fanout"), the("StatefulSet", "penstock"))) {
      assertThat(pod(one).getInteger("terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(35);
    }
  }

  @Test
  void theMonitorFindsOneOfTheServices() {
    JsonObject monitor = the("ServiceMonitor", "penstock-fanout").json().getJsonObject("spec");
    JsonObject labels = monitor.getJsonObject("selector").getJsonObject("matchLabels");

    List<Manifest> found =
        manifests().stream()
            .filter(one -> one.kind().equals("Service"))
            .filter(
                one ->
                    one.json()
                        .getJsonObject("metadata")
                        .getJsonObject("labels")
                        .getMap()
                        .entrySet()
                        .containsAll(labels.getMap().entrySet()))
            .toList();

    assertThat(found).singleElement().isEqualTo(the("Service", "penstock-fanout-nodes"));
    assertThat(names(Stream.of(found.getFirst().json().getJsonObject("spec")), "ports"))
        .containsExactly(objects(monitor, "endpoints").findFirst().orElseThrow().getString("port"));
  }
}
