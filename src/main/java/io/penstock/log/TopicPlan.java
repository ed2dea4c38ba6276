package io.penstock.log;

import io.penstock.event.Stream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic that Penstock needs, and how it is made where it is missing.
 *
 * @param owner whose events it takes, for people
 * @param overheadBytes what a message has besides the event
 * @param partitionsOf the topic that it shall have as many partitions as, instead of {@code
 *     partitions}
 * @param appendTime whether the broker's clock stamps its records, not the writer's
 * @param isWritten whether this node writes to it, and so has to know that it takes enough
 */
public record TopicPlan(
    String name,
    String owner,
    int eventBytesMax,
    int overheadBytes,
    int partitions,
    Optional<String> partitionsOf,
    Duration retention,
    boolean appendTime,
    boolean isWritten) {
  private static final Duration DEAD_LETTERS_KEPT_MIN = Duration.ofDays(14);

  /** As the broker writes it. */
  private static final Duration FOR_EVER = Duration.ofMillis(-1);

  /** What a request to the admin listener may hold, which is 1 MiB, twice escaped. */
  private static final int AUDIT_RECORD_BYTES_MAX = 4 << 20;

  /** Where the events of a stream are kept. */
  public static TopicPlan of(Stream stream, LogConfig log) {
    return new TopicPlan(
        stream.topic(),
        "stream " + stream.name(),
        stream.eventBytesMax(),
        ClientSettings.RECORD_OVERHEAD_BYTES,
        log.partitions(),
        Optional.empty(),
        log.retention(),
        false,
        true);
  }

  /** Where the dead letters of a stream are kept: partition by partition like their source. */
  public static TopicPlan ofDeadLetters(Stream stream, LogConfig log) {
    return new TopicPlan(
        stream.deadLetterTopic(),
        "stream " + stream.name(),
        stream.eventBytesMax(),
        ClientSettings.RECORD_OVERHEAD_BYTES + ClientSettings.LETTER_OVERHEAD_BYTES,
        log.partitions(),
        Optional.of(stream.topic()),
        longer(log.retention(), DEAD_LETTERS_KEPT_MIN),
        false,
        true);
  }

  /**
   * Where the audit trail is copied to: one partition, so that its records have one order, and kept
   * for ever unless somebody sets another retention.
   */
  public static TopicPlan ofAudit(String name) {
    return new TopicPlan(
        name,
        "the audit trail",
        AUDIT_RECORD_BYTES_MAX,
        ClientSettings.RECORD_OVERHEAD_BYTES,
        1,
        Optional.empty(),
        FOR_EVER,
        false,
        false);
  }

  /** Where letters to a sink wait for their time, or for the sink. */
  public static TopicPlan ofLetters(
      String name, String sink, int eventBytesMax, int partitions, LogConfig log) {
    return new TopicPlan(
        name,
        "a stream of sink " + sink,
        eventBytesMax,
        ClientSettings.RECORD_OVERHEAD_BYTES + ClientSettings.LETTER_OVERHEAD_BYTES,
        partitions,
        Optional.empty(),
        log.retention(),
        true,
        true);
  }

  /** The same, on a node without a door: others may have made it as they like. */
  public TopicPlan onlyRead() {
    return new TopicPlan(
        name,
        owner,
        eventBytesMax,
        overheadBytes,
        partitions,
        partitionsOf,
        retention,
        appendTime,
        false);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  long messageBytes() {
    return (long) eventBytesMax + overheadBytes;
  }

  /**
   * Whoever else writes to the source may write larger messages than our door lets in, up to {@code
   * sourceBytes}; a letter of one needs room too.
   */
  Map<String, String> settings(long sourceBytes) {
    long bytes = Math.max(messageBytes(), sourceBytes + ClientSettings.LETTER_OVERHEAD_BYTES);
    return Map.of(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Long.toString(Math.min(bytes, Integer.MAX_VALUE)),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        appendTime ? "LogAppendTime" : "CreateTime");
  }

  /** What is wrong with a topic that takes messages of only so many bytes. */
  String complaint(long allowed) {
    return "topic %s takes messages of %d bytes, %s allows events of %d: set %s of the topic to %d or event-bytes-max of the stream to %d"
        .formatted(
            name,
            allowed,
            owner,
            eventBytesMax,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            messageBytes(),
            Math.max(0, allowed - overheadBytes));
  }
}
