package io.penstock.command.demo;

import io.penstock.ServerConfig;
import io.penstock.config.Secret;
import java.util.List;
import java.util.stream.Collectors;

/** What the demo of several nodes tells its reader once they run. */
final class SeveralText {
  private SeveralText() {}

  static String of(
      ServerConfig config, Layout layout, List<Child> children, String broker, long nanos) {
    Place first = layout.first();
    Child other = children.getFirst();
    Child last = children.getLast();
    String key = config.access().key().map(Secret::reveal).orElse("");
    long pid = ProcessHandle.current().pid();
    return """

    Penstock is ready after %.1f s: %d nodes that work as one. Each door takes the key %s.

    %s%s\

    demo-1 is this process. It alone holds the Kafka broker (%s), the control database and
    DuckDB; the others stand by for DuckDB. That is for trying only. While demo-1 stands still the
    others take events and keep them on disk ("durability":"spool"), and nothing is delivered until
    it goes on. When it ends, they end too. Nodes to rely on have a log and a database of their own.

    Send an event to one node:

      curl -s %s/ingest -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{"events":[{"id":"550e8400-e29b-41d4-a716-446655440000","tenant_id":"%s","session_id":"11111111-1111-1111-1111-111111111111","timestamp":"2024-01-01T00:00:00Z","type":"pageview","title":"Home","path":"/"}]}'

    Find it from another:

      penstock query "select id, type, time, path from events" --url %s

    See who is there; kill one of the others, and look again:

      penstock nodes --url %s
      kill -9 %d

    Let demo-1 stand still, send to another node, and let it go on (in another terminal):

      kill -STOP %d
      kill -CONT %d

    Stop all of them with Ctrl-C.
    """
        .formatted(
            nanos / 1e9,
            layout.places().size(),
            key,
            line(first, pid, "its log is here"),
            children.stream()
                .map(child -> line(child.place(), child.pid(), child.place().log().toString()))
                .collect(Collectors.joining()),
            broker,
            other.place().http(),
            key,
            config.access().tenant(),
            last.place().admin(),
            first.admin(),
            other.pid(),
            pid,
            pid);
  }

  private static String line(Place place, long pid, String log) {
    return "  %s   events go in %s   look around %s   process %-7d %s%n"
        .formatted(place.name(), place.http(), place.admin(), pid, log);
  }
}
