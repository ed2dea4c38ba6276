package io.penstock.log.produce;

import io.penstock.batch.Gathered;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/**
 * Producing, spooling and draining that somebody else moves, step by step: what {@link
 * ProduceVerticle} and {@link Drainer} do on threads of their own.
 */
public final class ProduceActor {
  private final Spooling spooling;
  private final Producing producing;
  private final Draining draining;

  public ProduceActor(
      Producer<byte[], byte[]> producer,
      Disk disk,
      SpoolConfig config,
      Meters meters,
      RandomGenerator marks,
      ExecutorService writer)
      throws IOException {
    spooling =
        Spooling.open(disk, config, "node", new SpoolHealth(new Health()), meters, marks, writer);
    producing = new Producing(producer::send, spooling, topic -> false);
    draining = new Draining(spooling, producer::send, topic -> false);
  }

  public void take(Gathered batch) {
    producing.take(batch);
  }

  /** One round of draining. */
  public void drain() throws IOException {
    draining.step();
  }

  /** Asks the disk again, where it failed. */
  public void probe() {
    spooling.probe();
  }

  public boolean isSpoolEmpty() {
    return spooling.isEmpty();
  }

  /** Records that damage has cost. */
  public long lost() {
    return spooling.spool().lost();
  }

  public void close() throws IOException {
    spooling.close();
  }
}
