package io.penstock.access.tenant;

import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Subject;
import io.penstock.access.tenant.Acting.Changed;
import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;

/** What people do with tenants. */
public final class TenantActs {
  static final int TENANTS_MAX = 100_000;

  private static final String INSERT =
      "INSERT INTO penstock.tenants (" + TenantRows.TENANT + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE penstock.tenants SET id = ?, name = ?, tier = ?, state = ?, networks = ?,"
          + " streams = ?, limits = ?, created_at_millis = ?, revision = ? WHERE id = ?";

  private final Acting acting;

  public TenantActs(ControlDatabase database, AuditTrail audit) {
    this.acting = new Acting(database, audit);
  }

  /** Fails with {@link Unacceptable} where there is one of that id. */
  public Future<Tenant> create(Order order, Tenant tenant) {
    return acting.act(
        order,
        turn ->
            requireNew(turn, tenant.id())
                .compose(isNew -> requireRoom(turn))
                .compose(room -> insert(turn, tenant.asOf(turn.revision()))));
  }

  private static Future<Void> requireNew(Turn turn, String id) {
    return turn.count("SELECT COUNT(*) FROM penstock.tenants WHERE id = ?", id)
        .compose(
            same -> Turn.refuseWhere(same > 0, "there is a tenant '%s' already".formatted(id)));
  }

  private static Future<Void> requireRoom(Turn turn) {
    return turn.count("SELECT COUNT(*) FROM penstock.tenants")
        .compose(
            all ->
                Turn.refuseWhere(
                    all >= TENANTS_MAX,
                    "there are %d tenants, and no more are allowed".formatted(all)));
  }

  private static Future<Changed<Tenant>> insert(Turn turn, Tenant tenant) {
    return turn.query(INSERT, TenantRows.tuple(tenant))
        .map(inserted -> new Changed<>(tenant, Subject.ofTenant(tenant.id()), "", text(tenant)));
  }

  /** Fails with {@link NotFound}. */
  public Future<Tenant> change(Order order, String id, TenantChange change) {
    return acting.act(
        order,
        turn ->
            turn.tenant(id)
                .compose(tenant -> update(turn, tenant, change.on(tenant, turn.revision()))));
  }

  private static Future<Changed<Tenant>> update(Turn turn, Tenant before, Tenant after) {
    return turn.query(UPDATE, TenantRows.tuple(after).addString(before.id()))
        .map(
            updated ->
                new Changed<>(after, Subject.ofTenant(after.id()), text(before), text(after)));
  }

  private static String text(Tenant tenant) {
    return TenantJson.of(tenant).encode();
  }
}
