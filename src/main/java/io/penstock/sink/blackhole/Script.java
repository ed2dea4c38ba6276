package io.penstock.sink.blackhole;

import io.penstock.sink.Answer;
import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one line of a blackhole's script. */
final class Script {
  static final List<String> WORDS = List.of("delivered", "hold", "refused", "fault");
  private static final Set<String> ANSWERS = Set.of("stored", "repeated", "later", "never");

  private Script() {}

  static boolean isLawful(String line) {
    return WORDS.contains(line)
        || List.of(line.split("\\+", -1)).stream().allMatch(ANSWERS::contains);
  }

  /**
   * What a write of so many events answers; per-event answers start again when there are more
   * events.
   */
  static Outcome outcome(String line, int events, Duration holdFor) {
    return switch (line) {
      case "delivered" -> new Outcome.Delivered(0, 0);
      case "hold" -> new Outcome.Hold(Cause.CAPACITY, "the script says hold", holdFor);
      case "refused" -> new Outcome.Refused(says("refused"));
      case "fault" -> throw new SinkFault("the script says fault");
      default -> new Outcome.PerEvent(answers(line.split("\\+", -1), events, holdFor));
    };
  }

  private static List<Answer> answers(String[] words, int events, Duration holdFor) {
    List<Answer> answers = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      answers.add(
          switch (words[i % words.length]) {
            case "stored" -> new Answer.Stored(false);
            case "repeated" -> new Answer.Stored(true);
            case "later" -> new Answer.Later(says("later"), Optional.of(holdFor));
            case "never" -> new Answer.Never(says("never"));
            case String other -> throw new IllegalArgumentException(other);
          });
    }
    return answers;
  }

  private static Complaint says(String word) {
    return new Complaint(word, "", "the script says " + word);
  }
}
