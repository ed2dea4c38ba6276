package io.penstock.load.torture.machine;

import io.penstock.load.process.BenchFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network namespace for each of a few processes, all on one bridge, on which the rest of the
 * machine is reached too. What goes from one to another can be dropped, direction by direction. It
 * takes root, and all of it is taken away again, also when the bench is interrupted.
 */
public final class Networks implements AutoCloseable {
  private static final int SUBNETS = 250;
  private static final int FIRST_HOST = 11;

  private final long tag = ProcessHandle.current().pid() % 100_000;
  private final String subnet = "10.213." + tag % SUBNETS;
  private final int count;

  private Networks(int count) {
    this.count = count;
  }

  public static boolean arePossible() {
    return System.getProperty("user.name").equals("root")
        && isCommand("ip")
        && isCommand("iptables");
  }

  private static boolean isCommand(String name) {
    return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  public static Networks open(int count) {
    var networks = new Networks(count);
    Runtime.getRuntime().addShutdownHook(new Thread(networks::close, "networks-end"));
    try {
      networks.make();
      return networks;
    } catch (BenchFault fault) {
      networks.close();
      throw fault;
    }
  }

  private void make() {
    Command.run("ip link add %s type bridge".formatted(bridge()));
    Command.run("ip addr add %s/24 dev %s".formatted(outside(), bridge()));
    Command.run("ip link set %s up".formatted(bridge()));
    numbers().forEach(this::make);
  }

  private void make(int number) {
    String name = namespace(number);
    Command.run("ip netns add " + name);
    Command.run("ip link add %s type veth peer name eth0 netns %s".formatted(cable(number), name));
    Command.run("ip link set %s master %s up".formatted(cable(number), bridge()));
    Command.run("ip -n %s addr add %s/24 dev eth0".formatted(name, host(number)));
    Command.run("ip -n %s link set eth0 up".formatted(name));
    Command.run("ip -n %s link set lo up".formatted(name));
  }

  /** The address of one of them, counted from 0. */
  public String host(int number) {
    return subnet + "." + (FIRST_HOST + number);
  }

  /** The address at which they reach what is in none of them. */
  public String outside() {
    return subnet + ".1";
  }

  /** What a command is begun with to be run there. */
  public List<String> before(int number) {
    return List.of("ip", "netns", "exec", namespace(number));
  }

  /** From now on nothing that one sends arrives at the other. */
  public void drop(int from, int to) {
    Command.run(
        "ip netns exec %s iptables -A INPUT -s %s -j DROP".formatted(namespace(to), host(from)));
  }

  /** Everything arrives again. */
  public void heal() {
    numbers().forEach(it -> Command.run("ip netns exec %s iptables -F".formatted(namespace(it))));
  }

  private IntStream numbers() {
    return IntStream.range(0, count);
  }

  private String bridge() {
    return "ptb" + tag;
  }

  private String cable(int number) {
    return "ptc" + tag + "-" + number;
  }

  private String namespace(int number) {
    return "penstock-" + tag + "-" + number;
  }

  /** The cables go first, as a namespace stays as long as a process is in it. */
  @Override
  public void close() {
    numbers().forEach(it -> Command.tryTo("ip link del " + cable(it)));
    numbers().forEach(it -> Command.tryTo("ip netns del " + namespace(it)));
    Command.tryTo("ip link del " + bridge());
  }
}
