package io.penstock.ingest.http;

import io.penstock.observability.LargeAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Serves the description of the door, OpenAPI 3.1. */
final class DescriptionRoute {
  static final String RESOURCE = "openapi.yaml";

  private DescriptionRoute() {}

  static void addTo(Router router) {
    Buffer description = Buffer.buffer(read());
    router
        .get("/openapi.yaml")
        .handler(
            context -> {
              context.response().putHeader("content-type", "application/yaml");
              LargeAnswer.end(context.request(), description);
            });
  }

  private static byte[] read() {
    try (InputStream in = DescriptionRoute.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(in, RESOURCE).readAllBytes();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
