package io.penstock.access.audit;

import static io.penstock.control.ControlDatabases.answer;

import io.penstock.access.audit.Verification.Checked;
import io.penstock.control.ControlDatabases;
import java.util.List;
import java.util.stream.StreamSupport;

/** The audit trail as tests write and read it. */
public final class Trail {
  private Trail() {}

  /** Something that Ada asks for, because it was mended. */
  public static Act act(String action, String object) {
    return new Act("ada", "127.0.0.1", action, object, "was mended", "request-1", Subject.NOBODY);
  }

  /** How many records there are; fails where the chain does not hold. */
  public static long verified(ControlDatabases control) {
    Checked checked = answer(new Verification(control.database()).after(Link.START, 1_000_000));
    return switch (checked) {
      case Checked.Holds(Link last, boolean isAll) -> last.seq();
      case Checked.Broken broken -> throw new AssertionError(broken.toString());
    };
  }

  /** All records, in their order. */
  public static List<AuditRecord> records(ControlDatabases control) {
    return StreamSupport.stream(
            control.run("SELECT * FROM penstock.audit ORDER BY seq").spliterator(), false)
        .map(AuditRecord::of)
        .toList();
  }
}
