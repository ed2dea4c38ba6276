package io.penstock.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A JSON Schema that events are held to: drafts 4, 6, 7, 2019-09 and 2020-12, the last where it
 * says nothing. Compiled once. Nothing is ever fetched: what a schema refers to must stand in it.
 */
public final class EventSchema {
  /** What becomes of an event that breaks it. */
  public enum Mode {
    /** It is rejected. */
    ENFORCE,
    /** It is kept, and its sender is told. */
    WARN
  }

  private static final String DIALECT_OTHERWISE = "https://json-schema.org/draft/2020-12/schema";

  /** Compares each item with each other one, so that one event could cost minutes. */
  private static final String TOO_COSTLY = "uniqueItems";

  /** Keywords whose members are names or data, and no keywords. */
  private static final Set<String> NAMES =
      Set.of(
          "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "dependencies");

  private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

  /**
   * Texts and names are as long as the event may be; a number of thousands of digits would cost
   * more than it is worth.
   */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Reads and compiles a schema.
   *
   * @throws UnusableSchema where it is none, refers to something outside, or would cost too much
   */
  public static EventSchema of(String text) throws UnusableSchema {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject() && !json.isBoolean()) {
        throw new UnusableSchema("it is neither an object nor true or false");
      }
      refuseWhatCostsTooMuch(json);
      SchemaRegistry registry = registry();
      refuseWhatIsNoSchema(json, registry);
      Schema compiled = registry.getSchema(json);
      compiled.initializeValidators();
      return new EventSchema(compiled);
    } catch (JacksonException malformed) {
      throw new UnusableSchema("it is not JSON: " + malformed.getOriginalMessage());
    } catch (RuntimeException unusable) {
      throw new UnusableSchema(String.valueOf(unusable.getMessage()));
    }
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        registry ->
            registry.schemaRegistryConfig(
                SchemaRegistryConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ENGLISH)
                    .build()));
  }

  /** Each dialect has a schema of its own schemas, which the library holds. */
  private static void refuseWhatIsNoSchema(JsonNode schema, SchemaRegistry registry)
      throws UnusableSchema {
    String dialect = schema.path("$schema").asText(DIALECT_OTHERWISE);
    List<Error> errors = registry.getSchema(SchemaLocation.of(dialect)).validate(schema);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      throw new UnusableSchema(first.getInstanceLocation() + " " + first.getMessage());
    }
  }

  private static void refuseWhatCostsTooMuch(JsonNode schema) throws UnusableSchema {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (keyword.getKey().equals(TOO_COSTLY) && keyword.getValue().asBoolean()) {
        throw new UnusableSchema(
            "it has 'uniqueItems', whose cost grows with the square of the items");
      }
      if (!DATA.contains(keyword.getKey())) {
        refuseBelow(keyword.getValue(), NAMES.contains(keyword.getKey()));
      }
    }
  }

  private static void refuseBelow(JsonNode value, boolean names) throws UnusableSchema {
    if (value.isObject() && !names) {
      refuseWhatCostsTooMuch(value);
    } else {
      for (JsonNode below : value) {
        refuseBelow(below, false);
      }
    }
  }

  /**
   * What is wrong with a JSON text, by this schema; empty where nothing is.
   *
   * @throws IOException where a number is too long to be looked at
   */
  List<Error> errors(byte[] bytes, int from, int to) throws IOException {
    return schema.validate(JSON.readTree(bytes, from, to - from));
  }
}
