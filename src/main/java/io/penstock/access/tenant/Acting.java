package io.penstock.access.tenant;

import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Subject;
import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;

/** Changes what the database has, and records that in the same transaction. */
final class Acting {
  private final ControlDatabase database;
  private final AuditTrail audit;

  Acting(ControlDatabase database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * What an act did, as the audit trail has it.
   *
   * @param subject the tenant, and the key where it is about one
   * @param before what was there, as text without secrets; empty for nothing
   */
  record Changed<T>(T result, Subject subject, String before, String after) {}

  /** It was only to be seen what it would do. */
  private static final class Rehearsed extends Exception {
    Rehearsed() {
      super("only rehearsed", null, false, false);
    }
  }

  /** Answers what was done; of a dry run nothing stays. */
  <T> Future<T> act(Order order, Function<Turn, Future<Changed<T>>> work) {
    return order.dryRun() ? rehearse(work) : transaction(order, work);
  }

  private <T> Future<T> transaction(Order order, Function<Turn, Future<Changed<T>>> work) {
    return database.inTransaction(
        transaction ->
            Turn.take(transaction)
                .compose(work)
                .compose(
                    done ->
                        audit
                            .record(
                                transaction,
                                order.act().concerning(done.subject()),
                                Ending.ofChange(done.before(), done.after()))
                            .map(done.result())));
  }

  /** Does it, and fails, so that the transaction is taken back. */
  private <T> Future<T> rehearse(Function<Turn, Future<Changed<T>>> work) {
    Promise<T> result = Promise.promise();
    return database
        .<T>inTransaction(
            transaction ->
                Turn.take(transaction)
                    .compose(work)
                    .compose(
                        done -> {
                          result.complete(done.result());
                          return Future.failedFuture(new Rehearsed());
                        }))
        .recover(
            fault -> fault instanceof Rehearsed ? result.future() : Future.failedFuture(fault));
  }
}
