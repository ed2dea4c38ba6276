package io.penstock.load.torture.scene;

import io.penstock.load.process.Brokers;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.Firsts;
import io.penstock.load.torture.account.Place;
import io.penstock.load.torture.account.Reading;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.machine.Networks;
import io.penstock.load.torture.send.Door;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One scenario's own parts on the common ground: nodes, their topic and sinks, and proxies. */
public final class Scene implements AutoCloseable {
  public static final String BROKER = "broker";

  /** The database in which nodes of a cluster keep what they decide. */
  public static final String CONTROL = "control";

  private final Ground ground;
  private final String run;
  private final List<Sink> sinks;
  private final Optional<OpenSearchServer> openSearch;
  private final Proxies proxies = new Proxies();
  private final List<Node> nodes = new ArrayList<>();
  private final Stores stores;
  private final Poison poison = new Poison();

  /** The run is the name of topic, tables and groups. */
  public Scene(Ground ground, String run, Setup setup) throws IOException {
    this.ground = ground;
    this.run = run;
    this.sinks = setup.sinks();
    this.openSearch = startOpenSearch();
    ground.brokers().startAgain();
    var blueprint = new Blueprint(ground, run, setup, openSearch, proxies);
    for (int node = 0; node < ground.lineup().nodes(); node++) {
      nodes.add(node(node, setup, blueprint.sections(node)));
    }
    this.stores =
        new Stores(run, ground.postgres(), ground.clickHouse(), openSearch, node().dataDir());
  }

  /** Only where a sink is one: it takes memory and processors from the rest. */
  private Optional<OpenSearchServer> startOpenSearch() {
    return sinks.stream()
        .filter(Sink.OpenSearch.class::isInstance)
        .findFirst()
        .map(_ -> OpenSearchServer.start(ground.workplace(), run + "-opensearch"));
  }

  private Node node(int number, Setup setup, String sections) throws IOException {
    String name = nameOf(number);
    return new Node(
        ground,
        ground.lineup() == Lineup.ALONE ? run : run + "-" + name,
        name,
        ground.quarters(number),
        setup.environment().apply(number),
        sections);
  }

  /** What a node is called, counted from 0. */
  public static String nameOf(int node) {
    return "node-" + (node + 1);
  }

  /** The proxies of a cluster's node: to the brokers, or to a sink. */
  public static String proxyOf(int node, String behind) {
    return Blueprint.proxyOf(Lineup.THREE, node, behind);
  }

  /** Returns when events are taken and every table is there. */
  public void start() {
    sinks.forEach(stores::prepare);
    nodes.forEach(Node::start);
    nodes.forEach(Node::awaitReady);
    sinks.forEach(this::number);
  }

  private void number(Sink sink) {
    if (sink instanceof Sink.Postgres table) {
      stores.number(table);
    }
  }

  public void refuse(String sink, String type) {
    sinks.stream()
        .filter(it -> it.name().equals(sink))
        .forEach(it -> stores.refuse((Sink.Postgres) it, type));
  }

  public void poison(int records) {
    poison.put(records, ground.brokers().bootstrapServers(), run);
  }

  /** Everything is well again, and what was killed runs. */
  public void heal() {
    proxies.calm();
    ground.networks().ifPresent(Networks::heal);
    ground.brokers().startAgain();
    nodes.forEach(Node::thaw);
    List<Node> dead = nodes.stream().filter(node -> !node.isAlive()).toList();
    dead.forEach(Node::start);
    dead.forEach(Node::awaitReady);
  }

  /** What log and sinks hold, with the dead letters of each sink; the node has ended. */
  public Count count(Book book) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (Sink sink : sinks) {
      var reading = new Reading(sink.name(), book);
      stores.read(sink, reading::row);
      readings.put(sink.name(), reading);
    }
    var letters = new Letters(readings, poison);
    if (ground.brokers().topics().has(deadLetterTopic())) {
      LogReader.read(ground.brokers(), deadLetterTopic(), letters::take);
    }
    var log = new Reading("log", book);
    LogReader.read(
        ground.brokers(),
        run,
        record -> {
          take(record, log);
          letters.compare(record);
        });
    return new Count(
        log.tally(), log.lostFirst(), tallies(readings, false), tallies(readings, true), letters);
  }

  /**
   * What a count gave.
   *
   * @param lostFirst some of what the log has lost, for whoever has to find out why
   * @param sinks those that keep what they are given
   * @param holes those that do not: of them only dead letters are known
   */
  public record Count(
      Tally log, List<String> lostFirst, List<Tally> sinks, List<Tally> holes, Letters letters) {
    public List<Tally> all() {
      List<Tally> all = new ArrayList<>(List.of(log));
      all.addAll(sinks);
      return all;
    }
  }

  /** What a sink alone holds, whatever became of the rest; the node may run. */
  public Tally rows(Sink sink, Book book) {
    var reading = new Reading(sink.name(), book);
    stores.read(sink, reading::row);
    return reading.tally();
  }

  /** What the log says of ids that are in it several times. */
  public Firsts firsts() {
    var firsts = new Firsts();
    LogReader.read(
        ground.brokers(),
        run,
        record ->
            firsts.record(
                Letters.idIn(record.value()),
                new Place(record.partition(), record.offset()),
                record.value()));
    return firsts;
  }

  /** Rows of a sink that are not the first in the log of their id. */
  public long notFirst(Sink sink, Firsts firsts) {
    if (sink instanceof Sink.OpenSearch documents) {
      return stores.notFirst(documents, firsts);
    }
    var others = new LongAdder();
    stores.read(sink, (id, event) -> others.add(firsts.isFirst(id, event) ? 0 : 1));
    return others.sum();
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Reading log) {
    if (!Poison.isPoison(record.key())) {
      log.row(Letters.idIn(record.value()), record.value());
    }
  }

  private List<Tally> tallies(Map<String, Reading> readings, boolean areHoles) {
    return sinks.stream()
        .filter(sink -> sink instanceof Sink.Blackhole == areHoles)
        .map(sink -> Objects.requireNonNull(readings.get(sink.name())).tally())
        .toList();
  }

  private String deadLetterTopic() {
    return run + ".dlq";
  }

  public String run() {
    return run;
  }

  public List<Sink> sinks() {
    return sinks;
  }

  /** The only one, or the first. */
  public Node node() {
    return nodes.getFirst();
  }

  public List<Node> nodes() {
    return nodes;
  }

  /** The nodes' own, in their order. */
  public List<Door> doors() {
    return nodes.stream().map(node -> node.door(run)).toList();
  }

  /** Whether every node hears every node. */
  public boolean isOneCluster() {
    return nodes.stream().allMatch(node -> node.heard() == nodes.size());
  }

  /** What each node that is awake says of itself, if it does. */
  public List<Metrics> metrics() {
    return nodes.stream().filter(Node::isAwake).flatMap(it -> it.metrics().stream()).toList();
  }

  public Brokers brokers() {
    return ground.brokers();
  }

  /** Those of the nodes, where each has one of its own. */
  public Networks networks() {
    return ground.networks().orElseThrow();
  }

  public Stores stores() {
    return stores;
  }

  public Poison poison() {
    return poison;
  }

  /** Before the broker, and before each sink that is a server. */
  public Proxies proxies() {
    return proxies;
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    proxies.close();
    openSearch.ifPresent(OpenSearchServer::close);
  }
}
