package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Set;

/** What reading and writing OTLP's JSON have in common. */
final class OtlpJson {
  /** As deep as protobuf itself reads messages, each of which may stand in an array. */
  private static final int NESTING_MAX = 200;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
          .build();

  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

  private OtlpJson() {}

  /** Whether bytes are written in hexadecimal, unlike protobuf's mapping, and not in Base64. */
  static boolean isId(FieldDescriptor field) {
    return IDS.contains(field.getName());
  }
}
