package io.penstock.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.spool.disk.MemoryDisk;
import io.penstock.spool.disk.MemoryDisk.Step;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What befalls nodes, groups, destinations, disks and the time. */
final class Chaos {
  private static final int MILLIS_AWAY_MAX = 3_000;
  private static final int MILLIS_AT_ONCE_MAX = 12_000;

  private final Installation all;
  private final Nodes nodes;
  private final Sender sender;
  private final Dice dice;

  Chaos(Installation all, Nodes nodes, Sender sender) {
    this.all = all;
    this.nodes = nodes;
    this.sender = sender;
    this.dice = all.dice;
  }

  /** Seldom something happens. */
  void strikes() {
    if (dice.happens(0.06)) {
      strike();
    }
    if (dice.happens(0.003)) {
      strangerWrites();
    }
  }

  private void strike() {
    Node node = nodes.any();
    switch (dice.below(16)) {
      case 0 -> nodes.kill(node);
      case 1 -> nodes.stop(node);
      case 2, 3, 4 -> nodes.restart(node);
      case 5 -> node.asleep(true);
      case 6, 7, 8 -> node.asleep(false);
      case 9 -> dice.oneOf(all.log.groups()).expelSomebody();
      case 10 ->
          dice.oneOf(List.of(all.sqlTroubles, all.bulkTroubles, all.tokenTroubles))
              .goesAway(aWhile());
      case 11, 12 -> all.logGoesAway(aWhile());
      case 13, 14 -> fails(all.diskOf(node.name()));
      default -> all.passes(dice.below(MILLIS_AT_ONCE_MAX));
    }
  }

  private Duration aWhile() {
    return Duration.ofMillis(dice.below(MILLIS_AWAY_MAX));
  }

  private void fails(MemoryDisk disk) {
    all.trace.says(() -> "a disk fails, or works again");
    switch (dice.below(4)) {
      case 0 -> failsAt(dice.oneOf(List.of(Step.values())), disk);
      case 1 -> failsOnceAt(dice.oneOf(List.of(Step.values())), disk);
      case 2 -> disk.limit(dice.below(6_000));
      default -> disk.heal();
    }
  }

  private void failsAt(Step step, MemoryDisk disk) {
    all.fails(disk);
    disk.fail(step);
  }

  private void failsOnceAt(Step step, MemoryDisk disk) {
    all.fails(disk);
    disk.failOnce(step);
  }

  private void strangerWrites() {
    byte[] text = sender.stranger().getBytes(UTF_8);
    all.log.append(new ProducerRecord<>(Installation.STREAM.topic(), text));
  }
}
