package io.penstock.console;

import io.penstock.access.tenant.Directory;
import io.penstock.access.tenant.IssuedKey;
import io.penstock.access.tenant.KeyActs;
import io.penstock.access.tenant.KeyWish;
import io.penstock.access.tenant.Order;
import io.penstock.access.tenant.TenantActs;
import io.penstock.access.tenant.TenantJson;
import io.penstock.access.tenant.TenantQueries;
import io.penstock.access.tenant.Unacceptable;
import io.penstock.cluster.Neighbours;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tenants and their keys: lists them, and does with them what people ask for. */
public final class TenantRoutes implements AdminRoutes {
  private static final String TENANTS = "/admin/v1/tenants";
  private static final String KEYS = "/admin/v1/keys";
  private static final String COMMAND = "tenants";
  private static final int OVERLAP_SECONDS = Math.toIntExact(Duration.ofDays(1).toSeconds());

  private final TenantActs tenants;
  private final Optional<KeyActs> keys;
  private final TenantQueries queries;
  private final Directory directory;
  private final Neighbours neighbours;
  private final Clock clock;
  private final TenantAsked asked;
  private final Answers answers = new Answers();

  /** {@code keys} are empty where there is nothing to hash them with. */
  public TenantRoutes(
      TenantActs tenants,
      Optional<KeyActs> keys,
      TenantQueries queries,
      Directory directory,
      Neighbours neighbours,
      Set<String> streams,
      Clock clock) {
    this.tenants = tenants;
    this.keys = keys;
    this.queries = queries;
    this.directory = directory;
    this.neighbours = neighbours;
    this.clock = clock;
    this.asked = new TenantAsked(streams);
  }

  @Override
  public void addTo(Router router) {
    router.get(TENANTS).handler(answers.answering(this::listTenants));
    answers.post(router, TENANTS, this::createTenant);
    answers.post(router, TENANTS + "/:id/update", this::changeTenant);
    router.get(KEYS).handler(answers.answering(this::listKeys));
    answers.post(router, KEYS, this::createKey);
    answers.post(router, KEYS + "/:id/rotate", this::rotateKey);
    answers.post(router, KEYS + "/:id/revoke", this::revokeKey);
  }

  /** Another node has changed something. */
  @Override
  public Map<String, Command> commands() {
    return Map.of(
        COMMAND, question -> directory.refresh().map(known -> new JsonObject().put("known", true)));
  }

  private Future<JsonObject> listTenants(RoutingContext context) throws Unusable {
    return queries
        .tenants(after(context), limit(context))
        .map(
            page ->
                new JsonObject().put("tenants", array(page.stream().map(TenantJson::of).toList())));
  }

  private Future<JsonObject> listKeys(RoutingContext context) throws Unusable {
    long now = clock.millis();
    return queries
        .keys(
            Optional.ofNullable(context.queryParams().get("tenant")),
            after(context),
            limit(context))
        .map(
            page ->
                new JsonObject()
                    .put(
                        "keys", array(page.stream().map(key -> TenantJson.of(key, now)).toList())));
  }

  private static String after(RoutingContext context) {
    return Optional.ofNullable(context.queryParams().get("after")).orElse("");
  }

  private static int limit(RoutingContext context) throws Unusable {
    return Asked.number(context.queryParams(), "limit", 100, 1, TenantQueries.PAGE_MAX);
  }

  private static JsonArray array(List<JsonObject> all) {
    return new JsonArray(all);
  }

  private Future<JsonObject> createTenant(RoutingContext context) throws Unusable {
    JsonObject body =
        Asked.body(
            context, "who", "why", "dryRun", "id", "name", "tier", "networks", "streams", "limits");
    String id = TenantAsked.id(body);
    Order order = order(context, body, "tenants.create", id);
    return tenants
        .create(order, asked.newTenant(body).create(id, clock.millis()))
        .compose(tenant -> told(order, new JsonObject().put("tenant", TenantJson.of(tenant))));
  }

  private Future<JsonObject> changeTenant(RoutingContext context) throws Unusable {
    JsonObject body =
        Asked.body(
            context,
            "who",
            "why",
            "dryRun",
            "name",
            "tier",
            "state",
            "networks",
            "streams",
            "limits");
    Order order = order(context, body, "tenants.update", id(context));
    return tenants
        .change(order, id(context), asked.tenant(body))
        .compose(tenant -> told(order, new JsonObject().put("tenant", TenantJson.of(tenant))));
  }

  private Future<JsonObject> createKey(RoutingContext context) throws Unusable {
    JsonObject body =
        Asked.body(
            context,
            "who",
            "why",
            "dryRun",
            "tenant",
            "scopes",
            "networks",
            "expiresInSeconds",
            "signed");
    KeyWish wish = asked.key(body);
    Order order = order(context, body, "keys.create", wish.tenant());
    return withKeys(acts -> acts.create(order, wish)).compose(issued -> tell(order, issued));
  }

  private Future<JsonObject> rotateKey(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context, "who", "why", "dryRun", "overlapSeconds");
    Duration overlap = TenantAsked.seconds(body, "overlapSeconds", OVERLAP_SECONDS);
    Order order = order(context, body, "keys.rotate", id(context));
    return withKeys(acts -> acts.rotate(order, id(context), overlap))
        .compose(issued -> tell(order, issued));
  }

  private Future<JsonObject> revokeKey(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context, "who", "why", "dryRun");
    Order order = order(context, body, "keys.revoke", id(context));
    return withKeys(acts -> acts.revoke(order, id(context)))
        .compose(
            key -> told(order, new JsonObject().put("about", TenantJson.of(key, clock.millis()))));
  }

  private <T> Future<T> withKeys(Function<KeyActs, Future<T>> act) {
    return keys.isPresent()
        ? act.apply(keys.get())
        : Future.failedFuture(
            new Unacceptable(
                "this node has nothing to hash keys with: set access.pepper, the same on all nodes,"
                    + " such as ${file:/etc/penstock/pepper}; openssl rand -hex 32 makes one"));
  }

  private Order order(RoutingContext context, JsonObject body, String action, String object)
      throws Unusable {
    return new Order(answers.act(context, body, action, object), Asked.flag(body, "dryRun"));
  }

  /** The secrets of a key that was made; there is no other time to see them. */
  private Future<JsonObject> tell(Order order, IssuedKey issued) {
    var answer = new JsonObject();
    if (!order.dryRun()) {
      answer.put("key", issued.secret().reveal());
      issued.signingSecret().ifPresent(secret -> answer.put("signingSecret", secret.reveal()));
    }
    return told(order, answer.put("about", TenantJson.of(issued.key(), clock.millis())));
  }

  /** Which nodes could not be told; they see it by themselves. */
  private Future<JsonObject> told(Order order, JsonObject answer) {
    return order.dryRun()
        ? Future.succeededFuture(answer.put("dryRun", true))
        : neighbours
            .askAll(new JsonObject().put("command", COMMAND))
            .map(said -> answer.put("notToldYet", new JsonArray(List.copyOf(said.silent()))));
  }

  private static String id(RoutingContext context) {
    return String.valueOf(context.pathParam("id"));
  }
}
