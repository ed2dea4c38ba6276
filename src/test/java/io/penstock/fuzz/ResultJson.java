package io.penstock.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same result for programs. */
final class ResultJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultJson() {}

  static String of(Result result) throws JsonProcessingException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", result.dose().seed());
    json.put("requests", result.dose().requests());
    json.put("connections", result.dose().connections());
    json.put("sound", result.isSound());
    json.put("sendingMillis", result.sending().toMillis());
    json.put("violations", result.violations());
    json.put("unanswered", result.unanswered());
    json.put("answersToGood", result.toGood());
    json.put("answersToDamaged", result.toDamaged());
    json.put("sink", result.verdict());
    json.put("streams", result.accounts());
    return JSON.writeValueAsString(json) + "\n";
  }
}
