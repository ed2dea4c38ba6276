package io.penstock.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what Kubernetes would refuse in a document: a field that is not in its schema, one that is
 * missing, one of another type. The schemas are those of the official client and, for what the
 * Prometheus operator adds, of fabric8's. Words from a closed list are not looked at: neither has
 * the lists.
 */
final class KubernetesSchema {
  /** Throws what the client throws where a field is unknown or missing; answers what it made. */
  @FunctionalInterface
  private interface Reading {
    String read(String json) throws IOException;
  }

  private static final Map<String, Reading> KINDS =
      Map.of(
          "v1 ConfigMap",
              json -> {
                V1ConfigMap.validateJsonElement(element(json));
                return V1ConfigMap.fromJson(json).toJson();
              },
          "v1 Service",
              json -> {
                V1Service.validateJsonElement(element(json));
                return V1Service.fromJson(json).toJson();
              },
          "apps/v1 DaemonSet",
              json -> {
                V1DaemonSet.validateJsonElement(element(json));
                return V1DaemonSet.fromJson(json).toJson();
              },
          "apps/v1 StatefulSet",
              json -> {
                V1StatefulSet.validateJsonElement(element(json));
                return V1StatefulSet.fromJson(json).toJson();
              },
          "networking.k8s.io/v1 NetworkPolicy",
              json -> {
                V1NetworkPolicy.validateJsonElement(element(json));
                return V1NetworkPolicy.fromJson(json).toJson();
              },
          "policy/v1 PodDisruptionBudget",
              json -> {
                V1PodDisruptionBudget.validateJsonElement(element(json));
                return V1PodDisruptionBudget.fromJson(json).toJson();
              },
          "monitoring.coreos.com/v1 ServiceMonitor", json -> again(json, ServiceMonitor.class),
          "monitoring.coreos.com/v1 PrometheusRule", json -> again(json, PrometheusRule.class));

  /** The operator's model does not say what must be there; its definition of the resource does. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "ServiceMonitor", List.of("spec", "spec.endpoints", "spec.selector"),
          "PrometheusRule", List.of("spec", "spec.groups.name", "spec.groups.rules.expr"));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public @Nullable Boolean hasAnySetter(Annotated method) {
                  return false;
                }
              });

  private KubernetesSchema() {}

  private static JsonElement element(String json) {
    return JsonParser.parseString(json);
  }

  private static String again(String json, Class<?> type) throws JsonProcessingException {
    return STRICT.writeValueAsString(STRICT.readValue(json, type));
  }

  /** Empty where nothing is wrong. */
  static Optional<String> complaint(Manifest manifest) {
    Reading reading = KINDS.get(manifest.apiVersion() + " " + manifest.kind());
    if (reading == null) {
      return Optional.of("unknown kind " + manifest.apiVersion() + " " + manifest.kind());
    }
    try {
      List<String> missing = missing(manifest);
      JsonNode written = STRICT.readTree(manifest.json().encode());
      JsonNode taken = STRICT.readTree(reading.read(manifest.json().encode()));
      return missing.isEmpty()
          ? changed("", written, taken)
          : Optional.of("missing: " + String.join(", ", missing));
    } catch (IOException | RuntimeException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static List<String> missing(Manifest manifest) {
    List<String> missing = new ArrayList<>();
    for (String path : REQUIRED.getOrDefault(manifest.kind(), List.of())) {
      if (!has(manifest.json(), path)) {
        missing.add(path);
      }
    }
    return missing;
  }

  private static boolean has(@Nullable Object json, String path) {
    if (path.isEmpty()) {
      return json != null;
    }
    return switch (json) {
      case JsonArray array -> array.stream().allMatch(element -> has(element, path));
      case JsonObject object -> {
        String[] steps = path.split("\\.", 2);
        yield has(object.getValue(steps[0]), steps.length == 1 ? "" : steps[1]);
      }
      case null, default -> false;
    };
  }

  /** A number that was taken for a text, or a text for a number, is written back as the other. */
  private static Optional<String> changed(String at, JsonNode written, @Nullable JsonNode taken) {
    if (taken == null) {
      return Optional.of(at + ": is lost");
    }
    if (!written.isContainerNode()) {
      return written.equals(taken)
          ? Optional.empty()
          : Optional.of("%s: %s was taken for %s".formatted(at, written, taken));
    }
    if (written.size() > taken.size()) {
      return Optional.of(at + ": something is lost");
    }
    if (written.isArray()) {
      return changedElement(at, written, taken);
    }
    return written.properties().stream()
        .flatMap(
            one ->
                changed(at + "/" + one.getKey(), one.getValue(), taken.get(one.getKey())).stream())
        .findFirst();
  }

  private static Optional<String> changedElement(String at, JsonNode written, JsonNode taken) {
    for (int i = 0; i < written.size(); i++) {
      Optional<String> changed = changed(at + "/" + i, written.get(i), taken.get(i));
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.empty();
  }
}
