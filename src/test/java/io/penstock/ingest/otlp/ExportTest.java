package io.penstock.ingest.otlp;

import static io.penstock.ingest.otlp.Samples.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportTest {
  private static final long ENOUGH = 1 << 20;

  @Test
  void eachPartIsAnArrayOfSoManyEvents() {
    List<JsonArray> parts = parts(spans(5).decode(2, ENOUGH));

    assertThat(parts).extracting(JsonArray::size).containsExactly(2, 2, 1);
  }

  @Test
  void aFullPartIsNotFollowedByAnEmptyOne() {
    assertThat(parts(spans(4).decode(2, ENOUGH))).extracting(JsonArray::size).containsExactly(2, 2);
    assertThat(parts(spans(2).decode(2, ENOUGH))).extracting(JsonArray::size).containsExactly(2);
  }

  @Test
  void anExportWithoutRecordsIsOneEmptyPart() {
    assertThat(parts(export(new JsonObject()).decode(2, ENOUGH))).containsExactly(new JsonArray());
  }

  @Test
  void theEventsAreTheSameInHoweverManyParts() {
    JsonArray whole = parts(spans(5).decode(5, ENOUGH)).getFirst();
    var joined = new JsonArray();
    parts(spans(5).decode(2, ENOUGH)).forEach(joined::addAll);

    assertThat(joined).isEqualTo(whole);
  }

  @Test
  void theBytesAreBoundedTogether() {
    int bytes = bytes(spans(5).decode(2, ENOUGH)).stream().mapToInt(part -> part.length).sum();

    assertThat(spans(5).decode(2, bytes)).isInstanceOf(Decoded.Events.class);
    assertThat(spans(5).decode(2, bytes - 1)).isEqualTo(new Decoded.TooLarge());
  }

  private static Export spans(int count) {
    JsonObject request = TRACE.of("export");
    Samples.group(request)
        .getJsonArray("spans")
        .addAll(new JsonArray(Collections.nCopies(count - 1, new JsonObject())));
    return export(request);
  }

  private static Export export(JsonObject request) {
    return new Export(Signal.TRACES, Wire.JSON, request.toBuffer().getBytes());
  }

  private static List<byte[]> bytes(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Events.class);
    return ((Decoded.Events) decoded).parts();
  }

  private static List<JsonArray> parts(Decoded decoded) {
    return bytes(decoded).stream().map(part -> new JsonArray(Buffer.buffer(part))).toList();
  }
}
