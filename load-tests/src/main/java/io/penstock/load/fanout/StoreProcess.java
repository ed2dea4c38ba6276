package io.penstock.load.fanout;

import io.penstock.load.process.ChildProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Workplace;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A store that can be made unreachable, and comes back with what it held. */
final class StoreProcess {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /** What is done to it. */
  enum Manner {
    /** SIGKILL: connections are refused. */
    KILL,
    /** SIGSTOP: connections are taken by the kernel, and nobody ever answers. */
    FREEZE
  }

  private final Workplace workplace;
  private final String name;
  private final List<String> command;
  private final int port;
  private ChildProcess process;
  private int starts;

  StoreProcess(Workplace workplace, String name, List<String> command, int port) {
    this.workplace = workplace;
    this.name = name;
    this.command = command;
    this.port = port;
    this.process = launch();
  }

  private ChildProcess launch() {
    starts++;
    ChildProcess launched = workplace.start(name + "-" + starts, command, Map.of());
    launched.awaitReady(START_MAX, () -> Ports.isOpen(port));
    return launched;
  }

  void cutOff(Manner how) {
    switch (how) {
      case KILL -> process.kill();
      case FREEZE -> process.signal("STOP");
    }
  }

  /** Returns when it takes connections again. */
  void comeBack(Manner how) {
    switch (how) {
      case KILL -> process = launch();
      case FREEZE -> process.signal("CONT");
    }
  }
}
