package io.penstock.load.torture.send;

import io.penstock.batch.Place;
import io.penstock.ingest.ReceiptText;
import io.penstock.load.process.BenchFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker itself whether it has what a receipt names: an acknowledgement that came before
 * its event was in the log is found, however soon the event follows.
 */
public final class LogProbe implements AutoCloseable {
  private static final String ANSWER_MILLIS_MAX = "1000";

  private final Admin admin;

  /** Goes around any proxy. */
  public LogProbe(String bootstrapServers) {
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                ANSWER_MILLIS_MAX,
                "default.api.timeout.ms",
                ANSWER_MILLIS_MAX));
  }

  /** Empty where nobody can tell: the broker does not answer, or a node's disk has the events. */
  public Optional<Boolean> holds(String receipt) {
    Optional<ReceiptText.Named> named = ReceiptText.read(receipt);
    if (named.isEmpty()) {
      return Optional.of(false);
    }
    return named.get().spooled().isEmpty() ? holds(named.get().places()) : Optional.empty();
  }

  private Optional<Boolean> holds(List<Place> places) {
    return ends(places).map(ends -> covers(ends, places));
  }

  private static boolean covers(Map<TopicPartition, Long> ends, List<Place> places) {
    return places.stream()
        .allMatch(place -> place.lastOffset() < ends.getOrDefault(partitionOf(place), 0L));
  }

  private Optional<Map<TopicPartition, Long>> ends(List<Place> places) {
    Map<TopicPartition, OffsetSpec> wanted =
        places.stream()
            .map(LogProbe::partitionOf)
            .distinct()
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(wanted).all().get();
      return Optional.of(
          ends.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset())));
    } catch (ExecutionException away) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the log was asked");
    }
  }

  private static TopicPartition partitionOf(Place place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
