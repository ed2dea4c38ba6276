package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Door;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A false door acknowledges, passes half of it on later, and is killed with the rest. */
final class EarlyAck implements Scenario {
  private @Nullable FalseDoor falseDoor;

  @Override
  public String name() {
    return "R0";
  }

  @Override
  public String title() {
    return "a door that acknowledges before anything is kept";
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public List<Door> doors(Scene scene) {
    falseDoor = new FalseDoor(scene);
    return List.of(falseDoor.door());
  }

  @Override
  public int probesOneIn() {
    return 1;
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return List.of(
        new Step(Duration.ZERO, new Action.Special("pass half on, and die", true, _ -> passOn())));
  }

  private String passOn() {
    FalseDoor door = Objects.requireNonNull(falseDoor);
    int requests = door.passOnHalf();
    door.close();
    return requests + " requests";
  }

  @Override
  public void end() {
    if (falseDoor != null) {
      falseDoor.close();
    }
  }
}
