package io.penstock.load.floor;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes arrays of events on an event loop and hands each event to the producer. */
final class FloorVerticle extends VerticleBase {
  private final int port;
  private final String topic;
  private final Producer<byte[], byte[]> producer;

  FloorVerticle(int port, String topic, Producer<byte[], byte[]> producer) {
    this.port = port;
    this.topic = topic;
    this.producer = producer;
  }

  @Override
  public Future<?> start() {
    return vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1");
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> keep(body, request.response()));
  }

  private void keep(Buffer body, HttpServerResponse response) {
    try {
      List<byte[]> events = EventArray.events(body.getBytes());
      send(events, response);
    } catch (IOException notAnArrayOfEvents) {
      response.setStatusCode(400).end();
    }
  }

  private void send(List<byte[]> events, HttpServerResponse response) {
    Acknowledgements awaited =
        new Acknowledgements(
            events.size(), status -> context.runOnContext(_ -> answer(response, status)));
    for (byte[] event : events) {
      var _ = producer.send(new ProducerRecord<>(topic, event), awaited);
    }
  }

  private static void answer(HttpServerResponse response, int status) {
    response.setStatusCode(status).end();
  }
}
