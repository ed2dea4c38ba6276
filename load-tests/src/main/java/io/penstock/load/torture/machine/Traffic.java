package io.penstock.load.torture.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What processes have received from each other over TCP, as the kernel counts it. */
public final class Traffic {
  private static final Pattern SOCKET =
      Pattern.compile("ESTAB +\\d+ +\\d+ +(\\S+) +(\\S+) .*?pid=(\\d+).*");
  private static final Pattern RECEIVED = Pattern.compile("bytes_received:(\\d+)");

  private Traffic() {}

  /** One end of a connection. */
  private record End(String local, String peer, long pid, long received) {}

  /** Bytes on the connections that are open now between these processes. */
  public static long between(Collection<Long> pids) {
    return between(Command.answer("ss -tinpHO"), pids);
  }

  static long between(String sockets, Collection<Long> pids) {
    List<End> ends = new ArrayList<>();
    sockets
        .lines()
        .forEach(line -> SOCKET.matcher(line).results().map(Traffic::end).forEach(ends::add));
    Map<String, Long> owners =
        ends.stream()
            .filter(end -> pids.contains(end.pid()))
            .collect(
                Collectors.toMap(end -> end.local() + end.peer(), End::pid, (one, same) -> one));
    return ends.stream()
        .filter(end -> pids.contains(end.pid()))
        .filter(end -> owners.containsKey(end.peer() + end.local()))
        .mapToLong(End::received)
        .sum();
  }

  private static End end(MatchResult socket) {
    Matcher received = RECEIVED.matcher(socket.group());
    return new End(
        socket.group(1),
        socket.group(2),
        Long.parseLong(socket.group(3)),
        received.find() ? Long.parseLong(received.group(1)) : 0);
  }
}
