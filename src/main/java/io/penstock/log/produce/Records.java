package io.penstock.log.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.batch.Submission;
import io.penstock.event.KeyStrategy;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slices;
import io.penstock.event.cloudevents.Attribute;
import io.penstock.event.cloudevents.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes the records of one submission; the headers they share are made once. */
final class Records {
  private final Submission submission;
  private final Slices slices;
  private final List<Header> headers;
  private final byte @Nullable [] tenantKey;

  Records(Submission submission) {
    this.submission = submission;
    this.slices = submission.slices();
    this.headers = new ArrayList<>(3);
    headers.add(new RecordHeader(RequestStamp.HEADER, submission.stamp().packed()));
    submission
        .traceparent()
        .ifPresent(trace -> headers.add(new RecordHeader("traceparent", trace.getBytes(UTF_8))));
    submission.attributes().ifPresent(this::addAttributes);
    boolean byTenant = submission.stream().key() == KeyStrategy.TENANT;
    this.tenantKey = byTenant ? submission.stamp().tenant().getBytes(UTF_8) : null;
  }

  private void addAttributes(Attributes attributes) {
    for (Attribute attribute : attributes.all()) {
      headers.add(new RecordHeader(attribute.header(), attribute.value().getBytes(UTF_8)));
    }
  }

  /** Those that all records share. */
  List<Header> headers() {
    return headers;
  }

  byte @Nullable [] key(int index) {
    return slices.hasKey(index) ? slices.key(index) : tenantKey;
  }

  ProducerRecord<byte[], byte[]> get(int index) {
    return new ProducerRecord<>(
        submission.stream().topic(), null, null, key(index), slices.event(index), headersOf(index));
  }

  private List<Header> headersOf(int index) {
    if (!slices.hasNewId(index)) {
      return headers;
    }
    List<Header> withId = new ArrayList<>(headers);
    withId.add(new RecordHeader(RequestStamp.ID_HEADER, slices.newId(index)));
    return withId;
  }
}
