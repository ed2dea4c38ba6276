package io.penstock.sink.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.objects.ObjectStore.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of objects promises. */
abstract class ObjectStoreContract {
  private static final Map<String, String> NONE = Map.of();

  private ObjectStore store;

  /** One in which there is nothing. */
  protected abstract ObjectStore open();

  protected boolean keepsNotes() {
    return true;
  }

  @BeforeEach
  void openTheStore() {
    store = open();
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  private boolean create(String name, String text) throws StoreTrouble {
    return store.create(name, text.getBytes(UTF_8), NONE);
  }

  private String text(String name) throws StoreTrouble {
    return new String(store.read(name, 0, 1_000), UTF_8);
  }

  private List<String> names(String prefix, String after) throws StoreTrouble {
    List<String> names = new ArrayList<>();
    store.list(prefix, after, listed -> names.add(listed.name()));
    return names;
  }

  @Test
  void whatIsThereIsLeftAlone() throws StoreTrouble {
    assertThat(create("a/b", "first")).isTrue();

    assertThat(create("a/b", "second")).isFalse();

    assertThat(text("a/b")).isEqualTo("first");
  }

  @Test
  void ofSeveralAtOnceOneMakesIt() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 10; round++) {
        String name = "race/" + round;
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String text = "writer " + i;
          all.add(threads.submit(() -> createAtLast(name, text)));
        }
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          if (all.get(i).get()) {
            winners.add(i);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(text(name)).isEqualTo("writer " + winners.getFirst());
      }
    }
  }

  /** Where nobody can tell yet who will be first, the store says so, and is asked again. */
  private boolean createAtLast(String name, String text) throws StoreTrouble {
    try {
      return create(name, text);
    } catch (StoreTrouble undecided) {
      return create(name, text);
    }
  }

  @Test
  void whatIsReplacedIsThere() throws StoreTrouble {
    store.replace("a", "one".getBytes(UTF_8));
    store.replace("a", "two".getBytes(UTF_8));

    assertThat(text("a")).isEqualTo("two");
  }

  @Test
  void notesAreKeptBeside() throws StoreTrouble {
    if (keepsNotes()) {
      store.create("a", new byte[1], Map.of("penstock-digest", "7"));

      assertThat(store.notes("a")).contains(Map.of("penstock-digest", "7"));
    }
    assertThat(store.notes("missing")).isEmpty();
  }

  @Test
  void aPartIsReadFromAnywhere() throws StoreTrouble {
    create("a", "0123456789");

    assertThat(new String(store.read("a", 3, 4), UTF_8)).isEqualTo("3456");
    assertThat(new String(store.read("a", 8, 100), UTF_8)).isEqualTo("89");
  }

  @Test
  void whatIsThereIsSeenWithItsSize() throws StoreTrouble {
    create("a", "0123456789");

    assertThat(store.look("a")).map(Listed::bytes).contains(10L);
    assertThat(store.look("missing")).isEmpty();
  }

  @Test
  void namesAreListedInTheirOrder() throws StoreTrouble {
    for (String name : List.of("t/b", "t/a-b/x", "t/a/y", "t/a.b", "tt/z", "t/a/_x", "s")) {
      create(name, "x");
    }

    assertThat(names("t/", "")).containsExactly("t/a-b/x", "t/a.b", "t/a/_x", "t/a/y", "t/b");
    assertThat(names("t/", "t/a.b")).containsExactly("t/a/_x", "t/a/y", "t/b");
    assertThat(names("t/a", "")).containsExactly("t/a-b/x", "t/a.b", "t/a/_x", "t/a/y");
    assertThat(names("nothing/", "")).isEmpty();
  }

  @Test
  void aListEndsWhereSomebodyHasHadEnough() throws StoreTrouble {
    for (int i : IntStream.range(0, 5).toArray()) {
      create("t/" + i, "x");
    }
    List<String> names = new ArrayList<>();

    store.list("t/", "", listed -> names.add(listed.name()) && names.size() < 2);

    assertThat(names).containsExactly("t/0", "t/1");
  }

  @Test
  void aCopyIsTheSame() throws StoreTrouble {
    create("a", "text");
    store.copy("a", "deep/b", Optional.empty());

    assertThat(text("a")).isEqualTo("text");
    assertThat(text("deep/b")).isEqualTo("text");
  }

  @Test
  void whatIsDeletedIsGone() throws StoreTrouble {
    create("a", "text");
    store.delete("a");
    store.delete("a");

    assertThat(store.look("a")).isEmpty();
    assertThat(create("a", "again")).isTrue();
  }

  @Test
  void namesMayHaveOddSigns() throws StoreTrouble {
    for (String name : List.of("o/a b", "o/a+b", "o/a%20b", "o/é", "o/dt=1/x")) {
      assertThat(create(name, name)).isTrue();
      assertThat(text(name)).isEqualTo(name);
    }

    assertThat(names("o/", ""))
        .containsExactlyInAnyOrder("o/a b", "o/a+b", "o/a%20b", "o/é", "o/dt=1/x");
  }
}
