package io.penstock.command.send;

import java.util.ArrayList;
import java.util.List;

/** Events that are sent in one request. */
record Batch(Form form, List<Slice> events) {
  int size() {
    return events.size();
  }

  /** The request's body; the events in it are byte for byte the sender's. */
  byte[] body() {
    byte[] body = new byte[events.stream().mapToInt(event -> event.length() + 1).sum() + 1];
    int at = 0;
    for (Slice event : events) {
      body[at] = (byte) (at == 0 ? form.opens : form.parts);
      System.arraycopy(event.bytes(), event.from(), body, at + 1, event.length());
      at += event.length() + 1;
    }
    body[at] = (byte) form.closes;
    return body;
  }

  /** For a server that takes smaller requests only. */
  List<Batch> halves() {
    int middle = size() / 2;
    return List.of(
        new Batch(form, events.subList(0, middle)),
        new Batch(form, events.subList(middle, size())));
  }

  /** Gathers events until a batch is full. */
  static final class Gathering {
    private static final int EVENTS_MAX = 500;
    private static final int BYTES_MAX = 1 << 20;

    private final Form form;
    private List<Slice> events = new ArrayList<>();
    private int bytes;

    Gathering(Form form) {
      this.form = form;
    }

    boolean isEmpty() {
      return events.isEmpty();
    }

    /** Whether this event has to wait for the next batch; one that is too large goes alone. */
    boolean isTooFullFor(Slice event) {
      return events.size() == EVENTS_MAX
          || (!events.isEmpty() && bytes + event.length() > BYTES_MAX);
    }

    void add(Slice event) {
      events.add(event);
      bytes += event.length();
    }

    Batch finish() {
      var batch = new Batch(form, events);
      events = new ArrayList<>();
      bytes = 0;
      return batch;
    }
  }
}
