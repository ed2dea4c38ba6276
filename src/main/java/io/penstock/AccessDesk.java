package io.penstock;

import io.penstock.access.Access;
import io.penstock.access.Gatekeeper;
import io.penstock.access.TenantKeys;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Denials;
import io.penstock.access.key.KeyHasher;
import io.penstock.access.key.KeyMint;
import io.penstock.access.key.PepperFile;
import io.penstock.access.key.SecretBox;
import io.penstock.access.signing.Signatures;
import io.penstock.access.signing.SigningKeys;
import io.penstock.access.tenant.Directory;
import io.penstock.access.tenant.DirectoryCopy;
import io.penstock.access.tenant.DirectoryFile;
import io.penstock.access.tenant.KeyActs;
import io.penstock.access.tenant.KeyUses;
import io.penstock.access.tenant.TenantActs;
import io.penstock.access.tenant.TenantQueries;
import io.penstock.cluster.Cluster;
import io.penstock.cluster.Neighbours;
import io.penstock.config.Secret;
import io.penstock.console.TenantRoutes;
import io.penstock.control.ControlDatabase;
import io.penstock.control.DatabaseClock;
import io.penstock.event.Stream;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has to know who may send: tenants and their keys, and the admin's routes for them.
 */
final class AccessDesk {
  private static final Logger LOG = LoggerFactory.getLogger(AccessDesk.class);
  private static final long USES_MILLIS = 10_000;
  private static final long FORGET_MILLIS = 60_000;

  private final ServerConfig config;
  private final ControlDatabase database;
  private final DatabaseClock clock;
  private final Directory directory;
  private final AccessWatch watch;
  private final KeyUses uses;
  private final Optional<Secret> pepper;
  private final LimitDesk limits;
  private final Access access;

  AccessDesk(
      ServerConfig config,
      ControlDatabase database,
      Cluster cluster,
      Health health,
      Meters meters,
      Denials denials,
      Clock own) {
    this.config = config;
    this.database = database;
    this.clock = new DatabaseClock(own);
    this.directory = new Directory(database, clock, config.access().staleMax());
    this.uses = new KeyUses(database, directory);
    this.pepper = config.access().pepper().or(() -> ownPepper(config));
    this.watch =
        new AccessWatch(
            directory, pepper.map(this::copy), clock, config.access().staleMax(), health);
    this.limits = new LimitDesk(config, database, cluster, meters, clock);
    this.access =
        new Access(
            new Gatekeeper(config.access(), directory, pepper.map(this::keys), denials),
            new Signatures(clock, cluster.set(Signatures.SET), denials),
            limits.limiter());
  }

  /** What a cluster hashes keys with it is told: all its nodes must have the same. */
  private static Optional<Secret> ownPepper(ServerConfig config) {
    return config.control().isFile()
        ? Optional.of(PepperFile.in(config.dataDir()))
        : Optional.empty();
  }

  private DirectoryCopy copy(Secret sealedWith) {
    return new DirectoryCopy(
        directory,
        new DirectoryFile(config.dataDir(), sealedWith),
        clock,
        config.access().staleMax());
  }

  private TenantKeys keys(Secret hashedWith) {
    var box = new SecretBox(hashedWith, new SecureRandom());
    return new TenantKeys(directory, new KeyHasher(hashedWith), new SigningKeys(box), clock);
  }

  Access access() {
    return access;
  }

  /** The time that all nodes share. */
  Clock clock() {
    return clock;
  }

  /** Looks for what has changed, again and again; the future completes after the first time. */
  Future<Void> open(Vertx vertx) {
    vertx.setPeriodic(USES_MILLIS, tick -> writeUses());
    vertx.setPeriodic(FORGET_MILLIS, tick -> access.signatures().forgetOld());
    return watch.open(vertx).onSuccess(known -> limits.open(vertx));
  }

  Future<Void> close() {
    return limits.close();
  }

  private void writeUses() {
    uses.write().onFailure(fault -> LOG.debug("The last uses of keys could not be written", fault));
  }

  TenantRoutes routes(Neighbours neighbours, AuditTrail audit) {
    Optional<KeyActs> keys =
        pepper
            .map(it -> new KeyMint(new SecureRandom(), config.access().environment(), it))
            .map(mint -> new KeyActs(database, audit, mint, clock));
    return new TenantRoutes(
        new TenantActs(database, audit),
        keys,
        new TenantQueries(database),
        directory,
        neighbours,
        config.streams().stream().map(Stream::name).collect(Collectors.toSet()),
        clock);
  }
}
