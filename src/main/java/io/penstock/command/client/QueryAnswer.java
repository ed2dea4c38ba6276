package io.penstock.command.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a query found. Numbers keep every digit, which reading them as doubles would not.
 *
 * @param complete whether these are all
 */
public record QueryAnswer(
    List<String> columns, List<List<@Nullable Object>> rows, boolean complete) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Fails for a text that is not such an answer. */
  public static QueryAnswer read(String text) throws IOException {
    List<String> columns = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean complete = true;
    try (JsonParser json = JSON.createParser(text)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "columns" -> row(json).forEach(column -> columns.add(String.valueOf(column)));
          case "rows" -> readRows(json, rows);
          case "complete" -> complete = json.getBooleanValue();
          default -> json.skipChildren();
        }
      }
    }
    require(rows.stream().allMatch(row -> row.size() == columns.size()));
    return new QueryAnswer(columns, rows, complete);
  }

  private static void readRows(JsonParser json, List<List<@Nullable Object>> rows)
      throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      rows.add(row(json));
    }
  }

  private static List<@Nullable Object> row(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<@Nullable Object> row = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      row.add(value(json));
    }
    return row;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> json.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_STRING -> json.getText();
      case null, default -> throw new IOException("a cell that is no plain value");
    };
  }

  private static void require(boolean asExpected) throws IOException {
    if (!asExpected) {
      throw new IOException("not the answer to a query");
    }
  }
}
