package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.ingest.http.LargeBodies.Ticket;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LargeBodiesTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> heard = new ArrayList<>();
  private final LargeBodies bodies = new LargeBodies(vertx, 10, Duration.ofMinutes(1));

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void letsInWhatFitsAtOnce() {
    queued("a", 4);
    queued("b", 6);
    queued("c", 1);

    assertThat(heard).containsExactly("a in", "b in");
  }

  @Test
  void letsInByTurnsWhenSomebodyLeaves() {
    Ticket a = queued("a", 8);
    Ticket b = queued("b", 9);
    queued("c", 1);
    queued("d", 1);
    assertThat(heard).as("c would fit, but b was first").containsExactly("a in");

    a.leave();
    assertThat(heard).containsExactly("a in", "b in", "c in");

    b.leave();
    assertThat(heard).containsExactly("a in", "b in", "c in", "d in");
  }

  @Test
  void whoLeavesTheQueueIsNotLetIn() {
    Ticket a = queued("a", 10);
    Ticket b = queued("b", 10);
    queued("c", 10);

    b.leave();
    a.leave();
    a.leave();

    assertThat(heard).containsExactly("a in", "c in");
  }

  @Test
  void whoLeavesTheHeadOfTheQueueMakesWayForThoseBehind() {
    queued("a", 5);
    Ticket b = queued("b", 10);
    queued("c", 5);

    b.leave();

    assertThat(heard).containsExactly("a in", "c in");
  }

  @Test
  void whoHasWaitedTooLongIsRefused() throws Exception {
    var hasty = new LargeBodies(vertx, 10, Duration.ofMillis(20));
    var room = new CompletableFuture<Boolean>();
    hasty.ticket(10, entered -> {}).queue();

    hasty.ticket(1, room::complete).queue();

    assertThat(room.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private Ticket queued(String name, long bytes) {
    Ticket ticket = bodies.ticket(bytes, room -> heard.add(name + (room ? " in" : " refused")));
    ticket.queue();
    return ticket;
  }
}
