package io.penstock.load;

import io.penstock.load.hostile.Bomb;
import io.penstock.load.hostile.BombSender;
import io.penstock.load.hostile.Bombs;
import io.penstock.load.process.Server;
import io.penstock.load.report.BombCount;
import io.penstock.load.report.BombsResult;
import io.penstock.load.report.GoodTraffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests that cost more than they look: are they refused, and does anybody else notice? */
final class Bombing {
  static final int TIMES = 100;
  static final int AT_ONCE = 50;

  private static final Duration ALONE = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(10);

  private static final Duration GIVEN_BACK_AFTER = Duration.ofSeconds(5);

  /** What Vert.x says of an event loop that was held up for 2 s, or of a worker for a minute. */
  private static final String BLOCKED = "has been blocked for";

  private final Server server;
  private final Bystander bystander;
  private final Progress progress;

  Bombing(Server server, Bystander bystander, Progress progress) {
    this.server = server;
    this.bystander = bystander;
    this.progress = progress;
  }

  BombsResult run(String commit, String only) throws IOException {
    progress.says("making the bombs");
    List<Bomb> bombs =
        Bombs.all(server.target()).stream().filter(bomb -> bomb.name().contains(only)).toList();
    progress.says("good traffic alone");
    GoodTraffic alone = bystander.alone(ALONE);
    long beforeMiB = residentMiB();
    long heldBeforeMiB = heldMiB();
    Bystander.Beside<List<BombCount>> during = bystander.beside(() -> send(bombs));
    progress.says("good traffic again, for the memory");
    bystander.alone(AFTER);
    long afterMiB = residentMiB();
    return new BombsResult(
        commit,
        TIMES,
        AT_ONCE,
        during.hostility(),
        alone,
        during.good(),
        beforeMiB,
        afterMiB,
        heldBeforeMiB,
        heldMiB(),
        blockedWarnings());
  }

  private List<BombCount> send(List<Bomb> bombs) throws IOException {
    List<BombCount> counts = new ArrayList<>();
    for (Bomb bomb : bombs) {
      progress.says(bomb.name());
      counts.add(BombCount.of(BombSender.send(server.target(), bomb, TIMES, AT_ONCE)));
    }
    return counts;
  }

  private long residentMiB() {
    return server.process().usage().residentMiB();
  }

  /** Resident when the garbage is gone; the collector gives memory back a little later. */
  private long heldMiB() throws IOException {
    server.process().collectGarbage();
    bystander.alone(GIVEN_BACK_AFTER);
    return residentMiB();
  }

  private long blockedWarnings() {
    return server.process().logLines().stream().filter(line -> line.contains(BLOCKED)).count();
  }
}
