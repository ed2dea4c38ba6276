package io.penstock.simulation;

import io.penstock.log.LetterBox;
import io.penstock.log.LogRecord;
import io.penstock.log.SimulatedRecords;
import java.util.ArrayList;
import java.util.List;

/** Takes letters to the fake log; sometimes some of them, sometimes all and says otherwise. */
final class FakeLetterBox implements LetterBox {
  private final FakeLog log;
  private final Life life;
  private final Dice dice;

  FakeLetterBox(FakeLog log, Life life, Dice dice) {
    this.log = log;
    this.life = life;
    this.dice = dice;
  }

  @Override
  public List<Kept> append(List<Addressed> letters) throws NotTaken {
    life.goesOn();
    boolean fails = dice.goesWrong(0.1);
    int taken = fails ? dice.below(letters.size() + 1) : letters.size();
    List<Kept> places = new ArrayList<>();
    for (Addressed letter : letters.subList(0, taken)) {
      LogRecord record = log.append(SimulatedRecords.of(letter));
      places.add(new Kept(record.partition(), record.offset()));
    }
    life.goesOn();
    if (fails) {
      throw new NotTaken(new BrokerAway());
    }
    return places;
  }
}
