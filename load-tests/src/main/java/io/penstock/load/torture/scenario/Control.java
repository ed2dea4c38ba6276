package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Nothing is done to anybody: where this is not clean, the bench is wrong. */
final class Control implements Scenario {
  @Override
  public String name() {
    return "R0";
  }

  @Override
  public String title() {
    return "self-test: nothing is wrong, and then six faults are planted";
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return Standing.calm(total);
  }
}
