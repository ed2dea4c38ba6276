package io.penstock.config;

import io.penstock.config.Given.Group;
import io.penstock.config.Given.Listing;
import io.penstock.config.Given.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns the text of a YAML file into what was given, within bounds. */
final class YamlFile {
  private static final int ALIASES_MAX = 50;
  private static final int DEPTH_MAX = 16;
  private static final int ENTRIES_MAX = 10_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(ALIASES_MAX)
          .build();

  private final Problems problems;
  private int entries;

  private YamlFile(Problems problems) {
    this.problems = problems;
  }

  /** What is wrong with single keys goes to the problems; a text that is no YAML ends here. */
  static Group read(String text, Problems problems) {
    try {
      refuseTooDeep(text, problems);
      return new YamlFile(problems).top(new Compose(SETTINGS).composeString(text));
    } catch (MarkedYamlEngineException fault) {
      throw problems.fatal(place(fault.getProblemMark()) + ": " + explained(fault));
    } catch (ReaderException fault) {
      throw problems.fatal("character " + (fault.getPosition() + 1) + ": not allowed in YAML");
    } catch (YamlEngineException fault) {
      throw problems.fatal(String.valueOf(fault.getMessage()));
    }
  }

  private static String explained(MarkedYamlEngineException fault) {
    return Optional.ofNullable(fault.getContext()).map(context -> context + ", ").orElse("")
        + fault.getProblem();
  }

  /** Composing is recursive, so the depth has to be known before it starts. */
  private static void refuseTooDeep(String text, Problems problems) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      switch (event) {
        case CollectionStartEvent start -> depth++;
        case CollectionEndEvent end -> depth--;
        default -> {}
      }
      if (depth > DEPTH_MAX) {
        throw problems.fatal(
            place(event.getStartMark()) + ": nested deeper than " + DEPTH_MAX + " levels");
      }
    }
  }

  private Group top(Optional<Node> node) {
    Group group = Group.blank();
    if (node.isPresent() && !isBlank(node.get())) {
      if (!(node.get() instanceof MappingNode mapping)) {
        throw problems.fatal("the file must hold keys and values");
      }
      fill(group, Key.TOP, mapping);
    }
    return group;
  }

  private Given given(Key at, Node node) {
    countEntry(at);
    return switch (node) {
      case MappingNode mapping -> fill(Group.blank(), at, mapping);
      case SequenceNode sequence -> listing(at, sequence);
      case ScalarNode scalar when isBlank(scalar) -> Group.blank();
      case ScalarNode scalar -> new Scalar(scalar.getValue(), Origin.FILE);
      default -> Group.blank();
    };
  }

  private Group fill(Group group, Key at, MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        put(group, at.below(key.getValue()), key, tuple.getValueNode());
      } else {
        problems.add(place(tuple.getKeyNode().getStartMark()), "a key must be a text");
      }
    }
    return group;
  }

  private void put(Group group, Key at, ScalarNode key, Node value) {
    Given given = given(at, value);
    if (group.children().putIfAbsent(key.getValue(), given) != null) {
      problems.add(Origin.FILE.blame(at), "is given twice, again in " + place(key.getStartMark()));
    }
  }

  private Listing listing(Key at, SequenceNode sequence) {
    List<String> texts = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      countEntry(at);
      if (node instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problems.add(Origin.FILE.blame(at), "a list must hold single values only");
      }
    }
    return new Listing(texts, Origin.FILE);
  }

  /** Aliases can make a small file endless; this is where it ends. */
  private void countEntry(Key at) {
    entries++;
    if (entries > ENTRIES_MAX) {
      throw problems.fatal("the file holds more than " + ENTRIES_MAX + " entries");
    }
    if (at.depth() > DEPTH_MAX) {
      throw problems.fatal("an alias leads deeper than " + DEPTH_MAX + " levels");
    }
  }

  private static boolean isBlank(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
        .orElse("an unknown place");
  }
}
