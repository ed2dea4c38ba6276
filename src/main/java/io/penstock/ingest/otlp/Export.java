package io.penstock.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.penstock.ingest.BoundedBytes;
import io.penstock.ingest.EventParts;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The body of one request, inflated. To decode a large one takes long: that is no work for an event
 * loop.
 */
public record Export(Signal signal, Wire wire, byte[] body) {
  /**
   * The events of the request.
   *
   * @param eventsMax the most events of one part
   * @param bytesMax the most bytes that all may have together
   */
  public Decoded decode(int eventsMax, long bytesMax) {
    try {
      var events = new EventParts(eventsMax, bytesMax);
      EventWriter.write(message(), new EventNames(body), events);
      return new Decoded.Events(events.finish());
    } catch (Undecodable undecodable) {
      return new Decoded.Broken(undecodable.what());
    } catch (BoundedBytes.Full full) {
      return new Decoded.TooLarge();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Message message() throws Undecodable {
    return switch (wire) {
      case PROTOBUF -> protobuf();
      case JSON -> OtlpJsonReader.read(body, signal.request().newBuilderForType());
    };
  }

  private Message protobuf() throws Undecodable {
    try {
      return signal.request().getParserForType().parseFrom(body);
    } catch (InvalidProtocolBufferException broken) {
      throw new Undecodable(String.valueOf(broken.getMessage()));
    }
  }
}
