package io.penstock.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.penstock.fixture.Answer;

/** A {@code google.rpc.Status}, read from an answer. */
record StatusBody(int code, String message) {
  static StatusBody of(Answer answer) {
    if (answer.header("content-type").equals(Samples.JSON)) {
      return new StatusBody(answer.json().getInteger("code"), answer.json().getString("message"));
    }
    try {
      var fields = UnknownFieldSet.parseFrom(answer.body());
      return new StatusBody(
          fields.getField(1).getVarintList().getFirst().intValue(),
          fields.getField(2).getLengthDelimitedList().getFirst().toStringUtf8());
    } catch (InvalidProtocolBufferException broken) {
      throw new AssertionError(answer.toString(), broken);
    }
  }
}
