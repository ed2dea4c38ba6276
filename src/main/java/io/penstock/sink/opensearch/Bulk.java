package io.penstock.sink.opensearch;

import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import java.util.BitSet;
import java.util.List;

/**
 * A batch as the bulk interface takes it.
 *
 * @param ids of the documents
 * @param lines two an event: what to do, and the document
 * @param ends where those of each event end
 * @param days whose index each event is in, since 1970
 */
record Bulk(Batch batch, DocumentIndex index, String[] ids, byte[] lines, int[] ends, long[] days)
    implements Encoded {

  /** The server decides what fits. */
  @Override
  public List<SetAside> setAside() {
    return List.of();
  }

  int size() {
    return ends.length;
  }

  /** Whether that event is in the index of that day; a data stream has one for all days. */
  boolean isOfDay(int event, long day) {
    return index.kind() == Indices.DATA_STREAM || days[event] == day;
  }

  /** Of several events, the first half. */
  static BitSet firstHalf(BitSet events) {
    var half = new BitSet();
    events.stream().limit(events.cardinality() / 2).forEach(half::set);
    return half;
  }

  /** The lines of these events alone. */
  byte[] bodyOf(BitSet events) {
    int bytes = events.stream().map(event -> ends[event] - begin(event)).sum();
    byte[] body = new byte[bytes];
    int at = 0;
    for (int event = events.nextSetBit(0); event >= 0; event = events.nextSetBit(event + 1)) {
      int length = ends[event] - begin(event);
      System.arraycopy(lines, begin(event), body, at, length);
      at += length;
    }
    return body;
  }

  private int begin(int event) {
    return event == 0 ? 0 : ends[event - 1];
  }
}
