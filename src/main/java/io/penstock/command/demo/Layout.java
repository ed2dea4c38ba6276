package io.penstock.command.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All nodes of a demo, each ten ports above the one before. */
record Layout(List<Place> places) {
  private static final int STEP = 10;
  private static final int PORT_MAX = 65_535;

  static Layout of(int nodes, Path data, int httpPort, int adminPort) {
    List<Integer> free = FreePorts.some(2 * nodes);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      places.add(
          new Place(
              i + 1,
              data.toAbsolutePath().normalize(),
              httpPort + i * STEP,
              adminPort + i * STEP,
              free.get(2 * i),
              free.get(2 * i + 1)));
    }
    return new Layout(places);
  }

  Place first() {
    return places.getFirst();
  }

  List<Place> others() {
    return places.subList(1, places.size());
  }

  /** What keeps the nodes from listening where they were told to: a sentence for each. */
  List<String> problems() {
    Map<Integer, List<String>> wanted = new TreeMap<>();
    places.forEach(
        place ->
            place
                .chosen()
                .forEach(
                    (port, what) ->
                        wanted.computeIfAbsent(port, first -> new ArrayList<>()).add(what)));
    return wanted.entrySet().stream()
        .flatMap(port -> problem(port.getKey(), port.getValue()))
        .toList();
  }

  private static Stream<String> problem(int port, List<String> wanted) {
    String who = "port " + port + " (" + String.join(" and ", wanted) + ") ";
    if (wanted.size() > 1) {
      return Stream.of(who + "is meant for both");
    }
    if (port < 1 || port > PORT_MAX) {
      return Stream.of(who + "is not between 1 and " + PORT_MAX);
    }
    return FreePorts.isFree(port) ? Stream.of() : Stream.of(who + "is taken");
  }

  /** What all nodes have in common. */
  List<String> settings() {
    return List.of(
        "cluster.enabled=true",
        "cluster.host=127.0.0.1",
        "cluster.members=" + places.stream().map(Place::member).collect(Collectors.joining(",")));
  }
}
