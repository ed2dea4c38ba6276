package io.penstock.sink.delta;

import io.delta.kernel.exceptions.CommitStateUnknownException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import io.penstock.sink.objects.StoreTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What it means that a table was not written. No event is at fault: all were fitted to its columns
 * before.
 */
final class DeltaTroubles {
  private static final Duration BREATHER = Duration.ofSeconds(5);

  private DeltaTroubles() {}

  static Outcome outcomeOf(RuntimeException fault, String table) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreTrouble trouble) {
        return trouble.outcome();
      }
    }
    return new Outcome.Hold(causeOf(fault), reason(fault, table), BREATHER);
  }

  private static Cause causeOf(RuntimeException fault) {
    return switch (fault) {
      case SinkFault ours -> Cause.SCHEMA;
      case CommitStateUnknownException unknown -> Cause.CAPACITY;
      case KernelException refused -> Cause.SCHEMA;
      default -> Cause.CAPACITY;
    };
  }

  private static String reason(RuntimeException fault, String table) {
    return switch (fault) {
      case SinkFault ours -> String.valueOf(fault.getMessage());
      case TableNotFoundException gone ->
          "table %s is gone: it is made again at the next start".formatted(table);
      default -> "table %s: %s".formatted(table, fault.getMessage());
    };
  }

  /** For calls that may not throw it. */
  static RuntimeException away(IOException fault) {
    return fault instanceof StoreTrouble trouble
        ? new StoreAway(trouble)
        : new UncheckedIOException(fault);
  }

  /** For calls that have no outcome. */
  static SinkFault faultOf(RuntimeException fault, String table) {
    return switch (outcomeOf(fault, table)) {
      case Outcome.Hold hold -> new SinkFault(hold.reason(), fault);
      default -> new SinkFault(String.valueOf(fault.getMessage()), fault);
    };
  }
}
