package io.penstock.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.penstock.observability.ClusterMeters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes that find each other by Hazelcast and talk over Vert.x's event bus. What Hazelcast holds
 * can be lost without harm.
 */
public final class HazelcastCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastCluster.class);
  private static final long JOIN_SECONDS_MAX = 40;

  /** Longer than a silent member is waited for. */
  private static final Duration FORMER_SELF_MAX = Duration.ofSeconds(12);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final String self;
  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final ClusterMeters meters;

  private HazelcastCluster(
      String self, Vertx vertx, HazelcastInstance hazelcast, ClusterMeters meters) {
    this.self = self;
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.meters = meters;
  }

  /**
   * Joins, or begins a cluster where nobody is there yet; leaves when its Vert.x is closed.
   *
   * @throws IllegalStateException with a sentence for people, where a port is taken or another node
   *     has the same name
   */
  public static HazelcastCluster join(
      ClusterConfig config, String self, VertxBuilder builder, ClusterMeters meters) {
    if (config.isInsecure() && !config.isLoopback()) {
      LOG.warn(
          "cluster.insecure: whoever reaches {}:{} and :{} can be a node, and read and change what"
              + " nodes say",
          config.host(),
          config.port(),
          config.busPort());
    }
    var manager = new HazelcastClusterManager(HazelcastSettings.of(config, self));
    Vertx vertx = started(config, builder.withClusterManager(manager));
    var cluster = new HazelcastCluster(self, vertx, manager.getHazelcastInstance(), meters);
    cluster.refuseNamesake();
    return cluster;
  }

  private static Vertx started(ClusterConfig config, VertxBuilder builder) {
    try {
      return builder.buildClustered().await(JOIN_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (Exception fault) {
      throw new IllegalStateException(
          "the cluster cannot be joined from %s, ports %d and %d: %s"
              .formatted(config.host(), config.port(), config.busPort(), fault.getMessage()),
          fault);
    }
  }

  /**
   * Whoever came first keeps the name: the broker knows nodes by it. A node that comes back may
   * still meet its former self, until that is taken for dead.
   */
  private void refuseNamesake() {
    if (hasNamesake()) {
      LOG.info("Another node called {} is in the cluster: waits until it is gone", self);
    }
    long until = System.nanoTime() + FORMER_SELF_MAX.toNanos();
    while (hasNamesake()) {
      if (System.nanoTime() - until > 0 || !pause()) {
        vertx.close().await();
        throw new IllegalStateException(
            "node.name: another node of the cluster is called '%s' already; each needs its own"
                .formatted(self));
      }
    }
  }

  private boolean hasNamesake() {
    return hazelcast.getCluster().getMembers().stream()
        .anyMatch(member -> !member.localMember() && nameOf(member).equals(self));
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public SortedSet<String> nodes() {
    var nodes = new TreeSet<String>();
    nodes.add(self);
    if (hazelcast.getLifecycleService().isRunning()) {
      hazelcast.getCluster().getMembers().forEach(member -> nodes.add(nameOf(member)));
    }
    return nodes;
  }

  private static String nameOf(Member member) {
    return Objects.requireNonNullElse(
        member.getAttribute(HazelcastSettings.NODE_NAME), "a stranger");
  }

  @Override
  public SharedMap map(String name) {
    return new HazelcastMap(vertx, hazelcast.getMap(name), meters);
  }

  @Override
  public SharedSet set(String name) {
    return new HazelcastSet(vertx, hazelcast.getMap(name), () -> nodes().size(), meters);
  }

  @Override
  public SharedBuckets buckets(String name) {
    return new HazelcastBuckets(vertx, hazelcast.getMap(name), meters);
  }

  /** The bus as nodes have it among themselves. */
  public static EventBusOptions bus(ClusterConfig config) {
    var bus =
        new EventBusOptions()
            .setHost(config.host())
            .setPort(config.busPort())
            .setClusterPublicHost(config.host())
            .setClusterPublicPort(config.busPort())
            .setConnectTimeout(2_000)
            .setClusterPingInterval(2_000)
            .setClusterPingReplyInterval(4_000);
    config.tls().ifPresent(tls -> secure(bus, tls));
    return bus;
  }

  /** Vert.x trusts everybody unless it is told not to. */
  private static void secure(EventBusOptions bus, ClusterConfig.Tls tls) {
    bus.setSsl(true)
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(tls.certificate()).setKeyPath(tls.key()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority()));
  }
}
