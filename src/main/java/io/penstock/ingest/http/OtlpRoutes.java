package io.penstock.ingest.http;

import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.ingest.otlp.OtlpConfig;
import io.penstock.ingest.otlp.Signal;
import io.penstock.ingest.otlp.Wire;
import io.penstock.observability.Problem;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The doors for exporters of OpenTelemetry: OTLP/HTTP, one path for each signal. */
final class OtlpRoutes {
  private static final int DECODERS = Runtime.getRuntime().availableProcessors();

  private final Door door;
  private final OtlpConfig config;
  private final List<Stream> streams;
  private final WorkerExecutor decoders;

  OtlpRoutes(Door door, OtlpConfig config, List<Stream> streams) {
    this.door = door;
    this.config = config;
    this.streams = streams;
    this.decoders = door.vertx().createSharedWorkerExecutor("otlp-decoder", DECODERS);
  }

  void addTo(Router router) {
    for (Signal signal : Signal.values()) {
      Optional<Stream> stream = streamOf(signal);
      router.route(signal.path()).handler(context -> route(context.request(), signal, stream));
    }
  }

  /** The stream behind a path of ours, if it is one. */
  Optional<Stream> streamAt(String path) {
    return Arrays.stream(Signal.values())
        .filter(signal -> signal.path().equals(path))
        .findFirst()
        .flatMap(this::streamOf);
  }

  /** An event has its id in the field of that name: under another a repeat would be another. */
  private Optional<Stream> streamOf(Signal signal) {
    return streams.stream()
        .filter(stream -> stream.name().equals(config.streamOf(signal)))
        .filter(stream -> stream.kind() == Stream.Kind.OPEN && stream.idField().equals("id"))
        .findFirst();
  }

  private void route(HttpServerRequest request, Signal signal, Optional<Stream> stream) {
    Optional<Wire> wire = wire(RequestHead.header(request, "content-type"));
    var answer = new OtlpAnswer(request, signal, wire.orElse(Wire.JSON), door.requestIdOf(request));
    if (stream.isEmpty()) {
      refuse(Problems.noOtlpStream(signal.word(), config.streamOf(signal)), answer);
    } else if (wire.isEmpty()) {
      refuse(
          stream.get(),
          Problems.otlpMediaType(RequestHead.header(request, "content-type")),
          answer);
    } else {
      admit(stream.get(), answer);
    }
  }

  private static Optional<Wire> wire(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT).split(";", -1)[0].strip();
    if (type.equals(Wire.PROTOBUF.mediaType())) {
      return Optional.of(Wire.PROTOBUF);
    }
    return MediaType.formOf(contentType).filter(form -> form == Form.JSON).map(json -> Wire.JSON);
  }

  /** What is made of an export is an array of events. */
  private void admit(Stream stream, OtlpAnswer answer) {
    try {
      RequestHead head = RequestHead.read(answer.request(), stream, Form.ARRAY, door);
      new OtlpExchange(door, head, answer, decoders, door.credit().bytesMax() / 2).begin();
    } catch (Refusal refusal) {
      refuse(stream, refusal.problem(), answer);
    }
  }

  private void refuse(Stream stream, Problem problem, OtlpAnswer answer) {
    door.count(stream, problem);
    refuse(problem, answer);
  }

  private void refuse(Problem problem, OtlpAnswer answer) {
    door.turnAway(answer.request(), problem);
    answer.tell(problem);
  }
}
