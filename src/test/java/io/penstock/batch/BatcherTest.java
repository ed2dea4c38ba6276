package io.penstock.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final Batcher batcher = new Batcher(new BatchPolicy(10, 16));

  @Test
  void hasNothingWhileNothingWaits() {
    assertThat(batcher.next()).isEmpty();
  }

  @Test
  void gathersWhatWaitsInTheOrderItCame() {
    Submission first = waits("a", 1);
    Submission second = waits("a", 2);

    assertThat(batcher.next()).contains(new Gathered("a", List.of(first, second)));
    assertThat(batcher.next()).isEmpty();
  }

  @Test
  void neverExceedsItsEvents() {
    Batcher byEvents = new Batcher(new BatchPolicy(10, 1_000));
    for (int events : new int[] {4, 4, 4, 10, 1}) {
      byEvents.add(Submissions.of("a", events));
    }

    assertThat(sizes(byEvents)).containsExactly(List.of(4, 4), List.of(4), List.of(10), List.of(1));
  }

  @Test
  void neverExceedsItsBytes() {
    waits("a", 4);
    waits("a", 4);
    waits("a", 1);

    assertThat(sizes(batcher)).containsExactly(List.of(4, 4), List.of(1));
  }

  @Test
  void aSubmissionBeyondBothBoundsIsABatchAlone() {
    waits("a", 1);
    waits("a", 100);
    waits("a", 1);

    assertThat(sizes(batcher)).containsExactly(List.of(1), List.of(100), List.of(1));
  }

  @Test
  void noTopicStarvesAnother() {
    for (int i = 0; i < 3; i++) {
      waits("busy", 8);
    }
    waits("quiet", 1);

    List<String> topics = new ArrayList<>();
    for (var batch = batcher.next(); batch.isPresent(); batch = batcher.next()) {
      topics.add(batch.get().topic());
    }

    assertThat(topics).containsExactly("busy", "quiet", "busy", "busy");
  }

  private Submission waits(String topic, int events) {
    Submission submission = Submissions.of(topic, events);
    batcher.add(submission);
    return submission;
  }

  private static List<List<Integer>> sizes(Batcher batcher) {
    List<List<Integer>> sizes = new ArrayList<>();
    for (var batch = batcher.next(); batch.isPresent(); batch = batcher.next()) {
      sizes.add(batch.get().submissions().stream().map(one -> one.slices().count()).toList());
    }
    return sizes;
  }
}
