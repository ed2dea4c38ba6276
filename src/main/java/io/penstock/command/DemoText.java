package io.penstock.command;

import io.penstock.ServerConfig;
import io.penstock.config.Secret;

/** What the demo tells its reader once it runs. */
final class DemoText {
  private DemoText() {}

  static String of(ServerConfig config, String bootstrapServers, long millis) {
    String key = config.access().key().map(Secret::reveal).orElse("");
    String http = "http://127.0.0.1:" + config.http().port();
    String admin = "http://127.0.0.1:" + config.admin().port();
    String toAdmin = config.admin().port() == DemoDefaults.ADMIN_PORT ? "" : " --url " + admin;
    return """

    Penstock is ready after %.1f s.

      events go in    %s       key %s
      look around     %s/admin/v1/ledger   /health   /metrics
      the log         Kafka on %s

    Send an event:

      curl -s %s/ingest -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{"events":[{"id":"550e8400-e29b-41d4-a716-446655440000","tenant_id":"%s","session_id":"11111111-1111-1111-1111-111111111111","timestamp":"2024-01-01T00:00:00Z","type":"pageview","title":"Home","path":"/"}]}'

    Find it again:

      penstock query "select id, type, time, path from events"%s

    Send a file of your own (JSON lines, an array, gzip):

      penstock send FILE --stream github%s

    Give a tenant a key of its own:

      penstock tenant create --id acme%s
      penstock key create --tenant acme%s

    Stop with Ctrl-C.
    """
        .formatted(
            millis / 1000.0,
            http,
            key,
            admin,
            bootstrapServers,
            http,
            key,
            config.access().tenant(),
            toAdmin,
            config.http().port() == DemoDefaults.HTTP_PORT ? "" : " --url " + http,
            toAdmin,
            toAdmin);
  }
}
