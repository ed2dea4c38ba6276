package io.penstock.log.produce;

import io.penstock.observability.Health;
import io.penstock.spool.Spool;

/** Shows how the spool is: green and empty, amber while it holds something, red where it cannot. */
public final class SpoolHealth {
  private static final String SPOOL = "spool";
  private static final String QUARANTINE = "spool-quarantine";

  /** What the writer last found out. */
  private sealed interface Disk {
    record Works() implements Disk {}

    /** It held so many bytes then; with fewer there is room again. */
    record Full(long bytes) implements Disk {}

    record Failing(String why) implements Disk {}
  }

  private final Health health;
  private volatile Disk disk = new Disk.Works();

  public SpoolHealth(Health health) {
    this.health = health;
  }

  boolean isFailing() {
    return disk instanceof Disk.Failing;
  }

  /** What was too large for the room that was left, still is when something smaller fits. */
  void works(Spool spool) {
    if (isFailing()) {
      disk = new Disk.Works();
    }
    show(spool);
  }

  void full(Spool spool) {
    disk = new Disk.Full(spool.bytes());
    show(spool);
  }

  void failing(Spool spool, Exception fault) {
    disk = new Disk.Failing(String.valueOf(fault));
    show(spool);
  }

  void show(Spool spool) {
    health.holdsBack(!spool.isEmpty());
    if (disk instanceof Disk.Full(long bytes) && spool.bytes() < bytes) {
      disk = new Disk.Works();
    }
    switch (disk) {
      case Disk.Full full -> health.red(SPOOL, "full: " + held(spool));
      case Disk.Failing(String why) ->
          health.red(SPOOL, "the disk fails: " + why + "; " + held(spool));
      case Disk.Works works -> showHeld(spool);
    }
    showQuarantine(spool);
  }

  private void showHeld(Spool spool) {
    if (spool.isEmpty()) {
      health.green(SPOOL);
    } else {
      health.amber(SPOOL, held(spool));
    }
  }

  private static String held(Spool spool) {
    return "%d events wait for the log, in %d bytes".formatted(spool.records(), spool.bytes());
  }

  /** Stays until somebody has looked at the files and taken them away. */
  private void showQuarantine(Spool spool) {
    if (spool.quarantined() > 0) {
      health.red(
          QUARANTINE,
          "%d files in the spool's quarantine: %d records lost, %d refused by the log; penstock spool inspect shows them"
              .formatted(spool.quarantined(), spool.lost(), spool.refused()));
    } else {
      health.forget(QUARANTINE);
    }
  }
}
