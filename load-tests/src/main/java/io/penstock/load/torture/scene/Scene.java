package io.penstock.load.torture.scene;

import io.penstock.load.process.BrokerProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.Reading;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.proxy.Proxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One scenario's own parts on the common ground: a node, its topic and sinks, and proxies. */
public final class Scene implements AutoCloseable {
  public static final String BROKER = "broker";

  private final Ground ground;
  private static final String OPEN =
      "{kind: open, type: type, time: time, key: session, session: key}";

  private final String run;
  private final List<Sink> sinks;
  private final Map<String, Proxy> proxies = new LinkedHashMap<>();
  private final Node node;
  private final Stores stores;
  private final Poison poison = new Poison();

  /** {@code more} are further sections of the configuration. */
  public Scene(Ground ground, String run, List<Sink> sinks, String more, long seed)
      throws IOException {
    this(ground, run, OPEN, sinks, more, seed);
  }

  /** {@code stream} is the entry of its stream, on one line. */
  public Scene(Ground ground, String run, String stream, List<Sink> sinks, String more, long seed)
      throws IOException {
    this.ground = ground;
    this.run = run;
    this.sinks = sinks;
    ground.broker().startAgain();
    proxies.put(BROKER, Proxy.open(ground.brokerProxyPort(), ground.broker().frontPort(), seed));
    this.node = new Node(ground.workplace(), ground.program(), run, sections(stream, seed) + more);
    this.stores = new Stores(run, ground.postgres(), node.dataDir());
  }

  private String sections(String stream, long seed) {
    return """
    log: {bootstrap-servers: "127.0.0.1:%d", partitions: %d}
    streams: {%s: %s}
    sinks: {%s}
    """
        .formatted(
            ground.brokerProxyPort(),
            BrokerProcess.PARTITIONS,
            run,
            stream,
            sinks.stream()
                .map(sink -> sink.yaml(run, urlFor(sink, seed)))
                .collect(Collectors.joining(", ")));
  }

  private String urlFor(Sink sink, long seed) {
    if (!(sink instanceof Sink.Postgres)) {
      return "";
    }
    PostgresServer postgres = ground.postgres();
    Proxy proxy = Proxy.open(Ports.free(), postgres.port(), seed + sink.name().hashCode());
    proxies.put(sink.name(), proxy);
    return postgres.url().replace(":" + postgres.port() + "/", ":" + proxy.port() + "/");
  }

  /** Returns when events are taken and every table is there. */
  public void start() {
    node.start();
    node.awaitReady();
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
    poison.put(records, ground.broker().bootstrapServers(), run);
  }

  /** Everything is well again, and what was killed runs. */
  public void heal() {
    proxies.values().forEach(proxy -> proxy.become(Condition.CALM));
    ground.broker().startAgain();
    if (!node.isAlive()) {
      node.start();
      node.awaitReady();
    }
  }

  /** What log and sinks hold, with the dead letters of each sink; the node has ended. */
  public Count count(Book book) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (Sink sink : sinks) {
      var reading = new Reading(sink.name(), book);
      stores.read(sink, reading);
      readings.put(sink.name(), reading);
    }
    var letters = new Letters(readings, poison);
    if (ground.broker().hasTopic(deadLetterTopic())) {
      LogReader.read(ground.broker(), deadLetterTopic(), letters::take);
    }
    var log = new Reading("log", book);
    LogReader.read(
        ground.broker(),
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
    stores.read(sink, reading);
    return reading.tally();
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

  public Node node() {
    return node;
  }

  public BrokerProcess broker() {
    return ground.broker();
  }

  public Stores stores() {
    return stores;
  }

  public Poison poison() {
    return poison;
  }

  /** The proxy before the broker, or that before a PostgreSQL sink. */
  public Proxy proxy(String name) {
    return Objects.requireNonNull(proxies.get(name), name);
  }

  @Override
  public void close() {
    node.close();
    proxies.values().forEach(Proxy::close);
  }
}
