package io.penstock.command.send;

import io.penstock.command.send.Answer.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of the events so far. */
public final class Totals {
  private static final int LISTED_MAX = 20;

  private final Time time;
  private final long startedAt;
  private final List<Rejection> listed = new ArrayList<>();
  private long events;
  private long accepted;
  private long duplicates;
  private long rejected;
  private long requests;
  private long retries;

  public Totals(Time time) {
    this.time = time;
    this.startedAt = time.nanos();
  }

  synchronized void takeOn(int more) {
    events += more;
  }

  synchronized void left(Rejection rejection) {
    events++;
    rejected++;
    list(rejection);
  }

  synchronized void asked(boolean again) {
    requests++;
    retries += again ? 1 : 0;
  }

  synchronized void judged(Judged answer) {
    accepted += answer.accepted();
    duplicates += answer.duplicates();
    rejected += answer.rejected();
    answer.rejections().forEach(this::list);
  }

  /** Keeps those that come first in the file. */
  private void list(Rejection rejection) {
    listed.add(rejection);
    listed.sort(Comparator.comparingLong(Rejection::line));
    if (listed.size() > LISTED_MAX) {
      listed.removeLast();
    }
  }

  public synchronized Summary summary() {
    double seconds = (time.nanos() - startedAt) / 1e9;
    return new Summary(
        events, accepted, duplicates, rejected, requests, retries, seconds, List.copyOf(listed));
  }
}
