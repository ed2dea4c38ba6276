package io.penstock.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.spi.merge.LatestUpdateMergePolicy;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import io.penstock.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The settings of Hazelcast that safety and failover rest on, and why each is what it is. */
final class HazelcastSettings {
  /** To be raised with every change of what nodes keep in maps or say over the bus. */
  private static final int FORMAT = 2;

  /** The attribute of a member by which others know what its node is called. */
  static final String NODE_NAME = "penstock.node";

  private static final int CONNECT_SECONDS_MAX = 3;

  /** Longer than what is seen in any era is asked for. */
  private static final Duration SEEN_LASTS = Duration.ofMinutes(15);

  private HazelcastSettings() {}

  static Config of(ClusterConfig config, String nodeName) {
    var hazelcast = new Config();
    hazelcast.setClusterName(clusterName(config));
    hazelcast.getMemberAttributeConfig().setAttribute(NODE_NAME, nodeName);
    hazelcast.setSerializationConfig(serialization());
    hazelcast.getMetricsConfig().setEnabled(false);
    hazelcast.getJetConfig().setEnabled(false);
    network(hazelcast, config);
    // this address and no other; Hazelcast would look for it among those that interfaces tell of,
    // which are not all: names, and addresses of loopback but the first, are not among them
    hazelcast.setProperty("hazelcast.local.localAddress", config.host());
    properties().forEach(hazelcast::setProperty);
    maps(hazelcast);
    return hazelcast;
  }

  /**
   * Members of another name are refused, so with the secret in it nobody else can be one. Nor can a
   * version that would not understand what these say: while nodes are upgraded one by one the old
   * and the new ones are two clusters.
   */
  private static String clusterName(ClusterConfig config) {
    String name = config.name() + "-" + FORMAT + "-" + hazelcastMinor();
    return config.secret().map(secret -> name + "-" + hash(secret)).orElse(name);
  }

  /** Members of another minor version are refused by Hazelcast's Community edition, and give up. */
  private static String hazelcastMinor() {
    return BuildInfoProvider.getBuildInfo().getVersion().replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private static String hash(Secret secret) {
    try {
      byte[] bytes = ("penstock cluster " + secret.reveal()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** For members alone: no port for clients, for whom two holes were found in 2026. */
  private static void network(Config hazelcast, ClusterConfig config) {
    var endpoint = new ServerSocketEndpointConfig();
    endpoint.setName("members");
    endpoint.setPort(config.port()).setPortAutoIncrement(false).setReuseAddress(true);
    endpoint.setPublicAddress(config.host() + ":" + config.port());
    endpoint.setSocketConnectTimeoutSeconds(CONNECT_SECONDS_MAX);
    JoinConfig join = hazelcast.getAdvancedNetworkConfig().setEnabled(true).getJoin();
    hazelcast.getAdvancedNetworkConfig().setMemberEndpointConfig(endpoint);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(CONNECT_SECONDS_MAX);
    config.members().forEach(join.getTcpIpConfig()::addMember);
  }

  /**
   * What comes over the wire makes no objects but these by itself. Hazelcast's own exceptions are
   * among them: a member that says "not here" and is not understood is waited for until the call's
   * time is over.
   */
  private static SerializationConfig serialization() {
    var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter.setWhitelist(
        new ClassFilter()
            .addPrefixes("[Ljava.lang.")
            .addClasses(
                "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
                "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
                "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
                "com.hazelcast.internal.cluster.impl.VersionMismatchException",
                "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
                "com.hazelcast.map.ReachedMaxSizeException",
                "com.hazelcast.splitbrainprotection.SplitBrainProtectionException")
            .addPackages(
                "java.lang",
                "java.util",
                "com.hazelcast.core",
                "com.hazelcast.nio.serialization",
                "com.hazelcast.partition",
                "com.hazelcast.spi.exception"));
    var serialization = new SerializationConfig();
    serialization.getCompactSerializationConfig().addSerializer(new EntrySerializer());
    return serialization
        .setJavaSerializationFilterConfig(filter)
        .addDataSerializableFactory(EntryChanges.ID, new EntryChanges());
  }

  private static Map<String, String> properties() {
    return Map.ofEntries(
        Map.entry("hazelcast.logging.type", "slf4j"),
        Map.entry("hazelcast.phone.home.enabled", "false"),
        // a node stops in an order of its own
        Map.entry("hazelcast.shutdownhook.enabled", "false"),
        Map.entry("hazelcast.graceful.shutdown.max.wait", "3"),
        Map.entry("hazelcast.socket.bind.any", "false"),
        Map.entry("hazelcast.socket.client.bind", "false"),
        // a node that is silent for so long is taken for dead
        Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
        Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
        Map.entry("hazelcast.mastership.claim.timeout.seconds", "10"),
        Map.entry("hazelcast.operation.call.timeout.millis", "20000"),
        // a node that finds nobody starts alone, and joins when it does
        Map.entry("hazelcast.wait.seconds.before.join", "0"),
        Map.entry("hazelcast.max.join.seconds", "30"),
        Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
        Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
        // little data, so few partitions and threads
        Map.entry("hazelcast.partition.count", "71"),
        Map.entry("hazelcast.operation.thread.count", "2"),
        Map.entry("hazelcast.operation.generic.thread.count", "2"),
        Map.entry("hazelcast.io.thread.count", "1"),
        Map.entry("hazelcast.event.thread.count", "1"));
  }

  private static void maps(Config hazelcast) {
    hazelcast.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType("SET"));
    hazelcast.addMapConfig(new MapConfig("__vertx.*").setBackupCount(1));
    hazelcast.addMapConfig(shared("retry.*"));
    hazelcast.addMapConfig(shared("sink.*"));
    hazelcast.addMapConfig(hurried("access.*"));
    hazelcast.addMapConfig(hurried("quota.*"));
  }

  /** Requests change these all the time, so no answer waits until another node has it too. */
  private static MapConfig hurried(String names) {
    var map = new MapConfig(names);
    map.setBackupCount(0).setAsyncBackupCount(1).setTimeToLiveSeconds((int) SEEN_LASTS.toSeconds());
    map.getMergePolicyConfig().setPolicy(PutIfAbsentMergePolicy.class.getName());
    return map;
  }

  /** After a split the younger entry is right: its owner has said it last. */
  private static MapConfig shared(String names) {
    var map = new MapConfig(names);
    map.setBackupCount(1)
        .setTimeToLiveSeconds((int) SharedMap.WORD_LASTS.toSeconds())
        .setPerEntryStatsEnabled(true);
    map.getMergePolicyConfig().setPolicy(LatestUpdateMergePolicy.class.getName());
    return map;
  }
}
