package io.penstock.command.cluster;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the certificates that nodes know each other by. */
@Command(
    name = "certificates",
    mixinStandardHelpOptions = true,
    description = {
      "Makes certificates for cluster.tls, by which the nodes of a cluster know each other on the"
          + " event bus: one authority, and for each node a certificate with its key.",
      "",
      "A node lets in whoever shows a certificate of the authority, whatever name is in it. So the"
          + " authority is for this cluster alone, and a key belongs on its own node and nowhere"
          + " else. The authority's own key is not kept: for one more node make all of them anew.",
      "",
      "They are for trying and for private networks. Where your organisation has an authority, have"
          + " it make one for the cluster."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file is there already, or cannot be written; nothing was overwritten",
      "2:wrong usage"
    },
    footer = {
      "",
      "Example:",
      "  penstock certificates tls --node node-1 --node node-2",
      "",
      "and then in the configuration of node-1:",
      "  cluster:",
      "    tls:",
      "      authority: tls/authority.pem",
      "      certificate: tls/node-1.pem",
      "      key: tls/node-1.key"
    })
public final class CertificatesCommand implements Callable<Integer> {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
  private static final String AUTHORITY = "authority";
  private static final int DAYS_MAX = 3_650;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder to put them in.")
  private Path folder = Path.of("");

  @Option(
      names = "--node",
      required = true,
      paramLabel = "NAME",
      description = "A node, by its node.name. Once for each.")
  private List<String> nodes = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "An address or name by which nodes are reached; it is written into each certificate, for"
              + " tools that look. Besides localhost and 127.0.0.1.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "How long they last, 1 to 3650. 365 without.")
  private int days;

  @Override
  public Integer call() throws InterruptedException {
    check();
    try {
      make();
      explain(spec.commandLine().getOut());
      return ExitCode.DONE;
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  private void check() {
    nodes.stream()
        .filter(node -> !NAME.matcher(node).matches() || node.equals(AUTHORITY))
        .forEach(
            node ->
                refuse("--node: '%s' cannot be the name of a file and of a host".formatted(node)));
    hosts.stream()
        .filter(host -> !HOST.matcher(host).matches())
        .forEach(host -> refuse("--host: '%s' is no host".formatted(host)));
    if (days < 1 || days > DAYS_MAX) {
      refuse("--days: %d is not between 1 and %d".formatted(days, DAYS_MAX));
    }
  }

  private void refuse(String why) {
    throw new ParameterException(spec.commandLine(), why);
  }

  private void make() throws CommandFailed, InterruptedException {
    refuseToOverwrite();
    try (Authority authority = Authority.lasting(days)) {
      Files.createDirectories(folder);
      for (String node : names()) {
        Authority.Pair pair = authority.sign(node, allHosts());
        Pem.write(certificate(node), pair.certificate());
        Pem.write(key(node), pair.key());
      }
      Pem.write(authority(), authority.certificate());
    } catch (IOException fault) {
      throw new CommandFailed(ExitCode.REFUSED, "The certificates cannot be made: " + fault, "");
    }
  }

  private void refuseToOverwrite() throws CommandFailed {
    var there =
        Stream.concat(
                Stream.of(authority()),
                names().stream().flatMap(node -> Stream.of(certificate(node), key(node))))
            .filter(Files::exists)
            .findFirst();
    if (there.isPresent()) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          there.get() + " is there already, and nothing was changed.",
          "Name another folder, or move away what is in this one: certificates of two authorities"
              + " do not work together.");
    }
  }

  private Set<String> names() {
    return new LinkedHashSet<>(nodes);
  }

  private Set<String> allHosts() {
    Set<String> all = new LinkedHashSet<>(List.of("localhost", "127.0.0.1"));
    all.addAll(hosts);
    return all;
  }

  private Path authority() {
    return folder.resolve(AUTHORITY + ".pem");
  }

  private Path certificate(String node) {
    return folder.resolve(node + ".pem");
  }

  private Path key(String node) {
    return folder.resolve(node + ".key");
  }

  private void explain(PrintWriter out) {
    out.printf("%s  on every node: cluster.tls.authority%n", authority());
    for (String node : names()) {
      out.printf("%s  on %s: cluster.tls.certificate%n", certificate(node), node);
      out.printf("%s  on %s and nowhere else: cluster.tls.key%n", key(node), node);
    }
    out.println();
    out.printf(
        "They are for trying and for private networks, and last until %s.%n",
        LocalDate.now(ZoneOffset.UTC).plusDays(days));
    out.println("Whoever has one of the keys can be a node. The authority's own key was not kept:");
    out.println("for one more node make all of them anew.");
    out.flush();
  }
}
