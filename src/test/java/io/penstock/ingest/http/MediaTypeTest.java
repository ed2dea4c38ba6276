package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json; charset=us-ascii",
        "application/json; profile=x; charset=utf-8",
        "text/json"
      })
  void knowsJson(String contentType) {
    assertThat(MediaType.formOf(contentType)).contains(Form.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/json-lines",
        "APPLICATION/X-NDJSON; charset=utf-8"
      })
  void knowsJsonLines(String contentType) {
    assertThat(MediaType.formOf(contentType)).contains(Form.LINES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/cloudevents+json",
        "application/json; charset=latin1",
        "application/json; a=1; b=2; c=3; d=4; e=5; f=6; g=7; charset=latin1",
        "application/x-ndjson; charset=utf-16",
        ";",
        "json"
      })
  void knowsNothingElse(String contentType) {
    assertThat(MediaType.formOf(contentType)).isEmpty();
  }
}
