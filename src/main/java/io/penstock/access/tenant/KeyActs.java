package io.penstock.access.tenant;

import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Subject;
import io.penstock.access.key.ApiKey;
import io.penstock.access.key.KeyMint;
import io.penstock.access.tenant.Acting.Changed;
import io.penstock.access.tenant.TenantKey.Life;
import io.penstock.config.Secret;
import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What people do with keys. */
public final class KeyActs {
  static final int LIVE_MAX = 100;

  private static final String LIVE =
      "revoked_at_millis = 0 AND (expires_at_millis = 0 OR expires_at_millis > ?)";
  private static final String INSERT =
      "INSERT INTO penstock.tenant_keys ("
          + TenantRows.KEY
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Acting acting;
  private final KeyMint mint;
  private final Clock clock;

  public KeyActs(ControlDatabase database, AuditTrail audit, KeyMint mint, Clock clock) {
    this.acting = new Acting(database, audit);
    this.mint = mint;
    this.clock = clock;
  }

  /** Fails with {@link NotFound} where there is no such tenant. */
  public Future<IssuedKey> create(Order order, KeyWish wish) {
    return acting.act(
        order,
        turn ->
            turn.tenant(wish.tenant())
                .compose(tenant -> requireRoom(turn, tenant))
                .compose(room -> insert(turn, wish, "")));
  }

  /**
   * Makes a key that can do what this one can; which goes on for as long as {@code overlap}. Of the
   * two only the newer can be replaced, and that when the older is over.
   */
  public Future<IssuedKey> rotate(Order order, String id, Duration overlap) {
    return acting.act(order, turn -> turn.key(id).compose(old -> rotate(turn, old, overlap)));
  }

  private Future<Changed<IssuedKey>> rotate(Turn turn, TenantKey old, Duration overlap) {
    return requireLive(old)
        .compose(live -> requireAlone(turn, old))
        .compose(alone -> insert(turn, again(old), old.id()))
        .compose(
            issued ->
                update(turn, old, old.life().endingAt(end(old, overlap)))
                    .map(ended -> together(ended, issued)));
  }

  private static Changed<IssuedKey> together(Changed<TenantKey> ended, Changed<IssuedKey> issued) {
    return new Changed<>(
        issued.result(), issued.subject(), ended.before(), ended.after() + issued.after());
  }

  private static KeyWish again(TenantKey old) {
    Life life = old.life();
    return new KeyWish(
        old.tenant(),
        old.scopes(),
        old.networks(),
        life.expiresAtMillis() == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(life.expiresAtMillis() - life.createdAtMillis())),
        old.isToBeSigned());
  }

  /** Never later than it would have been anyway. */
  private long end(TenantKey old, Duration overlap) {
    long end = clock.millis() + overlap.toMillis();
    long before = old.life().expiresAtMillis();
    return before == 0 ? end : Math.min(before, end);
  }

  /** From now on it opens nothing; one that was revoked before stays as it is. */
  public Future<TenantKey> revoke(Order order, String id) {
    return acting.act(order, turn -> turn.key(id).compose(key -> revoke(turn, key)));
  }

  private Future<Changed<TenantKey>> revoke(Turn turn, TenantKey key) {
    Life life = key.life();
    return update(turn, key, life.isRevoked() ? life : life.revokedAt(clock.millis()));
  }

  private Future<Void> requireLive(TenantKey key) {
    return Turn.refuseWhere(
        !key.isLive(clock.millis()),
        "key '%s' is over: make another one for tenant '%s'".formatted(key.id(), key.tenant()));
  }

  private Future<Void> requireAlone(Turn turn, TenantKey key) {
    return turn.count(
            "SELECT COUNT(*) FROM penstock.tenant_keys WHERE (replaces = ? OR id = ?) AND " + LIVE,
            key.id(),
            key.replaces(),
            clock.millis())
        .compose(
            others ->
                Turn.refuseWhere(
                    others > 0,
                    "key '%s' is one of two that overlap: revoke the other, or wait until it is over"
                        .formatted(key.id())));
  }

  private Future<Void> requireRoom(Turn turn, Tenant tenant) {
    return turn.count(
            "SELECT COUNT(*) FROM penstock.tenant_keys WHERE tenant = ? AND " + LIVE,
            tenant.id(),
            clock.millis())
        .compose(
            live ->
                Turn.refuseWhere(
                    live >= LIVE_MAX,
                    "tenant '%s' has %d keys, and no more are allowed: revoke some"
                        .formatted(tenant.id(), live)));
  }

  private Future<Changed<IssuedKey>> insert(Turn turn, KeyWish wish, String replaces) {
    IssuedKey issued = issue(turn, wish, replaces);
    return turn.query(INSERT, TenantRows.tuple(issued.key()))
        .map(inserted -> new Changed<>(issued, subject(issued.key()), "", text(issued.key())));
  }

  private IssuedKey issue(Turn turn, KeyWish wish, String replaces) {
    ApiKey secret = mint.key();
    Optional<Secret> signing = wish.signed() ? Optional.of(mint.signingSecret()) : Optional.empty();
    long now = clock.millis();
    var key =
        new TenantKey(
            secret.id(),
            wish.tenant(),
            mint.hash(secret),
            wish.scopes(),
            wish.networks(),
            new Life(now, wish.lasts().map(lasts -> now + lasts.toMillis()).orElse(0L), 0),
            replaces,
            signing.map(mint::seal).orElse(""),
            new KeyUse(0),
            turn.revision());
    return new IssuedKey(secret, signing, key);
  }

  private static Future<Changed<TenantKey>> update(Turn turn, TenantKey key, Life life) {
    TenantKey changed = key.with(life, turn.revision());
    return turn.query(
            "UPDATE penstock.tenant_keys SET expires_at_millis = ?, revoked_at_millis = ?,"
                + " revision = ? WHERE id = ?",
            life.expiresAtMillis(),
            life.revokedAtMillis(),
            turn.revision(),
            key.id())
        .map(updated -> new Changed<>(changed, subject(key), text(key), text(changed)));
  }

  private static Subject subject(TenantKey key) {
    return new Subject(key.tenant(), key.id());
  }

  private static String text(TenantKey key) {
    return TenantJson.facts(key).encode();
  }
}
