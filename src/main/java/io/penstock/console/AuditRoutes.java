package io.penstock.console;

import io.penstock.access.audit.AuditQueries;
import io.penstock.access.audit.AuditQuery;
import io.penstock.access.audit.AuditRecord;
import io.penstock.access.audit.Link;
import io.penstock.access.audit.Verification;
import io.penstock.access.audit.Verification.Checked;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows the audit trail, and looks whether it is as it was written. */
public final class AuditRoutes implements AdminRoutes {
  private static final String AUDIT = "/admin/v1/audit";

  /** Of one answer; who asks goes on from there. */
  private static final int VERIFIED_MAX = 100_000;

  private static final int HASH_CHARS_MAX = 64;
  private static final List<String> FILTERS =
      List.of("who", "action", "tenant", "since", "until", "before", "limit");

  private final AuditQueries queries;
  private final Verification verification;
  private final Answers answers = new Answers();

  public AuditRoutes(AuditQueries queries, Verification verification) {
    this.queries = queries;
    this.verification = verification;
  }

  @Override
  public void addTo(Router router) {
    router.get(AUDIT).handler(answers.answering(this::list));
    router.get(AUDIT + "/verify").handler(answers.answering(this::verify));
  }

  private Future<JsonObject> list(RoutingContext context) throws Unusable {
    return queries
        .list(query(context.queryParams()))
        .map(
            page ->
                new JsonObject()
                    .put("records", new JsonArray(page.stream().map(AuditRecord::json).toList())));
  }

  private static AuditQuery query(MultiMap parameters) throws Unusable {
    for (String name : parameters.names()) {
      if (!FILTERS.contains(name)) {
        throw new Unusable("'%s' is no filter, expected some of %s".formatted(name, FILTERS));
      }
    }
    return new AuditQuery(
        Optional.ofNullable(parameters.get("who")),
        Optional.ofNullable(parameters.get("action")),
        Optional.ofNullable(parameters.get("tenant")),
        time(parameters, "since"),
        time(parameters, "until"),
        number(parameters, "before", Long.MAX_VALUE),
        Asked.number(parameters, "limit", 100, 1, AuditQuery.PAGE_MAX));
  }

  private static Optional<Instant> time(MultiMap parameters, String name) throws Unusable {
    String text = parameters.get(name);
    try {
      return Optional.ofNullable(text)
          .map(it -> Instant.ofEpochMilli(Instant.parse(it).toEpochMilli()));
    } catch (DateTimeException | ArithmeticException noTime) {
      throw new Unusable(
          "%s: '%s' is not a time such as 2026-01-31T12:00:00Z".formatted(name, text));
    }
  }

  /** The number of a record. */
  private static long number(MultiMap parameters, String name, long otherwise) throws Unusable {
    String text = parameters.get(name);
    if (text != null && !text.matches("\\d{1,18}")) {
      throw new Unusable("%s: '%s' is not the number of a record".formatted(name, text));
    }
    return text == null ? otherwise : Long.parseLong(text);
  }

  /** From the beginning, or behind a record that was looked at before, with the hash it had. */
  private Future<JsonObject> verify(RoutingContext context) throws Unusable {
    MultiMap parameters = context.queryParams();
    long after = number(parameters, "after", 0);
    String hash = Optional.ofNullable(parameters.get("hash")).orElse("");
    if (after > 0 == hash.isEmpty() || hash.length() > HASH_CHARS_MAX) {
      throw new Unusable("after: expected with the hash of that record, under hash");
    }
    return verification.after(new Link(after, hash), VERIFIED_MAX).map(AuditRoutes::json);
  }

  private static JsonObject json(Checked checked) {
    return switch (checked) {
      case Checked.Holds(Link last, boolean isAll) ->
          new JsonObject()
              .put("holds", true)
              .put("last", last.seq())
              .put("hash", last.hash())
              .put("complete", isAll);
      case Checked.Broken(long seq, String why) ->
          new JsonObject().put("holds", false).put("brokenAt", seq).put("why", why);
    };
  }
}
