package io.penstock.retry;

import io.penstock.cluster.Entry;
import io.penstock.cluster.SharedMap;
import io.penstock.retry.RetrySchedule.Line;
import io.penstock.retry.RetrySchedule.State;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the slots of all nodes stand, as their owners said last. The slots themselves are in the
 * topics: what is lost here is said again within seconds, and what an owner says that has lost its
 * slot meanwhile is refused.
 */
public final class SlotBoard {
  /** The name of the shared map. */
  public static final String MAP = "retry.slots";

  private static final Logger LOG = LoggerFactory.getLogger(SlotBoard.class);
  private static final long SAY_AGAIN_MILLIS = 10_000;

  private final SharedMap map;
  private final Map<String, Said> said = new HashMap<>();

  private record Said(Entry entry, long atMillis) {}

  public SlotBoard(SharedMap map) {
    this.map = map;
  }

  /** Says what has changed, and at times what has not. One thread at a time. */
  void tell(RetrySchedule schedule, long nowMillis) {
    for (Line line : schedule.lines()) {
      var entry = new Entry(line.owner(), schedule.epoch(), text(line));
      if (isNews(key(line), entry, nowMillis)) {
        said.put(key(line), new Said(entry, nowMillis));
        map.claim(key(line), entry, SharedMap.WORD_LASTS)
            .onFailure(away -> LOG.debug("A slot could not be told: {}", String.valueOf(away)));
      }
    }
  }

  private boolean isNews(String key, Entry entry, long nowMillis) {
    Said before = said.get(key);
    return before == null
        || !before.entry().equals(entry)
        || nowMillis - before.atMillis() >= SAY_AGAIN_MILLIS;
  }

  /** In the order of sinks, tiers and partitions. */
  public Future<List<Line>> read() {
    return map.all()
        .map(
            entries ->
                entries.entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue()))
                    .sorted(
                        Comparator.comparing(Line::sink)
                            .thenComparing(Line::tier)
                            .thenComparingInt(Line::partition))
                    .toList());
  }

  private static String key(Line line) {
    return line.sink() + "|" + line.tier() + "|" + line.partition();
  }

  private static String text(Line line) {
    return new JsonObject()
        .put("waiting", line.waiting())
        .put("due", line.dueMillis().orElse(null))
        .put("state", line.state().name())
        .encode();
  }

  private static Line line(String key, Entry entry) {
    String[] slot = key.split("\\|", 3);
    var said = new JsonObject(entry.text());
    return new Line(
        entry.owner(),
        slot[0],
        slot[1],
        Integer.parseInt(slot[2]),
        said.getLong("waiting", 0L),
        Optional.ofNullable(said.getLong("due")),
        State.valueOf(said.getString("state", State.RUNNING.name())));
  }
}
