package io.penstock.ingest.grpc.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.penstock.grpc.EventBatchRequest;
import java.io.IOException;

/**
 * An {@code EventBatchRequest} as it came: its events stay where they are in the bytes, and no
 * object is made of any.
 *
 * @param events how many there are
 */
public record BatchMessage(
    byte[] bytes,
    String batchId,
    String stream,
    int events,
    boolean atomic,
    String idempotencyKey,
    boolean alwaysAnswer) {
  private static final int BATCH_ID = lengthTag(EventBatchRequest.BATCH_ID_FIELD_NUMBER);
  private static final int STREAM = lengthTag(EventBatchRequest.STREAM_FIELD_NUMBER);
  private static final int EVENTS = lengthTag(EventBatchRequest.EVENTS_FIELD_NUMBER);
  private static final int ATOMIC = numberTag(EventBatchRequest.ATOMIC_FIELD_NUMBER);
  private static final int IDEMPOTENCY_KEY =
      lengthTag(EventBatchRequest.IDEMPOTENCY_KEY_FIELD_NUMBER);
  private static final int ALWAYS_ANSWER = numberTag(EventBatchRequest.ALWAYS_ANSWER_FIELD_NUMBER);

  private static int lengthTag(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private static int numberTag(int field) {
    return field << 3 | WireFormat.WIRETYPE_VARINT;
  }

  /**
   * Reads everything but the events, which are counted. Fields that are not known are passed over.
   *
   * @throws InvalidProtocolBufferException where the bytes are no message
   */
  public static BatchMessage read(byte[] bytes) throws InvalidProtocolBufferException {
    try {
      return new Reader(bytes).read();
    } catch (InvalidProtocolBufferException broken) {
      throw broken;
    } catch (IOException impossible) {
      throw new InvalidProtocolBufferException(impossible);
    }
  }

  /** Where the events stand in the bytes: from and to in turn. */
  public int[] places() {
    int[] places = new int[2 * events];
    try {
      var input = CodedInputStream.newInstance(bytes);
      int filled = 0;
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        if (tag == EVENTS) {
          int length = input.readRawVarint32();
          places[filled++] = input.getTotalBytesRead();
          places[filled++] = input.getTotalBytesRead() + length;
          input.skipRawBytes(length);
        } else {
          input.skipField(tag);
        }
      }
      return places;
    } catch (IOException impossible) {
      throw new IllegalStateException("it was read before", impossible);
    }
  }

  /** Of a field that stands more than once the last counts, as protobuf has it. */
  private static final class Reader {
    private final byte[] bytes;
    private final CodedInputStream input;
    private String batchId = "";
    private String stream = "";
    private String idempotencyKey = "";
    private boolean atomic;
    private boolean alwaysAnswer;
    private int events;

    Reader(byte[] bytes) {
      this.bytes = bytes;
      this.input = CodedInputStream.newInstance(bytes);
    }

    BatchMessage read() throws IOException {
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        read(tag);
      }
      return new BatchMessage(bytes, batchId, stream, events, atomic, idempotencyKey, alwaysAnswer);
    }

    private void read(int tag) throws IOException {
      if (tag == EVENTS) {
        input.skipRawBytes(input.readRawVarint32());
        events++;
      } else if (tag == STREAM) {
        stream = input.readStringRequireUtf8();
      } else if (tag == BATCH_ID) {
        batchId = input.readStringRequireUtf8();
      } else if (tag == IDEMPOTENCY_KEY) {
        idempotencyKey = input.readStringRequireUtf8();
      } else if (tag == ATOMIC) {
        atomic = input.readBool();
      } else if (tag == ALWAYS_ANSWER) {
        alwaysAnswer = input.readBool();
      } else if (!input.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that did not begin");
      }
    }
  }
}
