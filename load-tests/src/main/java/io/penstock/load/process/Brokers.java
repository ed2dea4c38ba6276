package io.penstock.load.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** The log of a bench run: one broker, or three that hold copies for each other. */
public final class Brokers implements AutoCloseable {
  private static final String HEAP_ALONE = "1g";
  private static final String HEAP_OF_THREE = "512m";

  private final List<BrokerProcess> brokers;
  private final Topics topics;

  private Brokers(List<BrokerProcess> brokers) {
    this.brokers = brokers;
    startAgain();
    this.topics = new Topics(bootstrapServers());
  }

  /** One, and no proxy before it. */
  public static Brokers start(Workplace workplace) throws IOException {
    return start(workplace, 1, 0, "127.0.0.1");
  }

  /** With so many fronts at each: one for everybody who has proxies of his own, on that host. */
  public static Brokers start(Workplace workplace, int count, int fronts, String frontHost)
      throws IOException {
    List<BrokerSettings> all = BrokerSettings.of(count, fronts, frontHost);
    String cluster = Uuid.randomUuid().toString();
    List<BrokerProcess> brokers = new ArrayList<>();
    for (BrokerSettings each : all) {
      brokers.add(
          BrokerProcess.make(
              workplace, each, all, cluster, count == 1 ? HEAP_ALONE : HEAP_OF_THREE));
    }
    return new Brokers(brokers);
  }

  public int count() {
    return brokers.size();
  }

  /** Around any proxy. */
  public String bootstrapServers() {
    return brokers.stream().map(BrokerProcess::bootstrapServer).collect(Collectors.joining(","));
  }

  public Topics topics() {
    return topics;
  }

  /** Of each broker the front that is for this one alone; counted from 0. */
  public List<Front> fronts(int user) {
    return brokers.stream().map(broker -> broker.fronts().get(user)).toList();
  }

  /** SIGKILL; they are counted from 0. */
  public void kill(List<Integer> some) {
    some.forEach(number -> brokers.get(number).kill());
  }

  /** Those of them that do not run, all at once; they are counted from 0. */
  public void startAgain(List<Integer> some) {
    some.forEach(number -> brokers.get(number).launch());
    some.forEach(number -> brokers.get(number).awaitReady());
  }

  /** Those that do not run, all at once. */
  public void startAgain() {
    brokers.forEach(BrokerProcess::launch);
    brokers.forEach(BrokerProcess::awaitReady);
  }

  public Usage usage() {
    return brokers.getFirst().usage();
  }

  /** Of the processes that run now. */
  public List<String> logLines() {
    return brokers.stream().flatMap(broker -> broker.logLines().stream()).toList();
  }

  @Override
  public void close() {
    topics.close();
  }
}
