package io.penstock.command.dlq;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows one dead letter, with its bytes. */
@Command(
    name = "view",
    description = {
      "Shows one dead letter: why it died, where it came from, and the bytes as they were sent.",
      "Bytes that are no text are shown as base64."
    },
    footer = {"", "Example:", "  penstock dlq view 'postgres~orders~3:17'"})
public final class DlqViewCommand extends AdminAsking {
  @Parameters(paramLabel = "ID", description = "The id, as list shows it.")
  private String id = "";

  public DlqViewCommand() {
    this(Terminal::detect);
  }

  DlqViewCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    if (id.isBlank()) {
      throw new ParameterException(spec().commandLine(), "Say which: the id, as list shows it");
    }
    String answer = client.get("/admin/v1/dead-letters/" + AdminClient.segment(id));
    if (json()) {
      out().println(answer);
    } else {
      print(read(client, answer));
    }
    return done();
  }

  private void print(JsonObject letter) {
    Table table = Table.ofPairs();
    rows("", letter).forEach(table::row);
    print(table);
  }

  private static List<List<String>> rows(String before, JsonObject object) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Object> entry : object) {
      String name = before + entry.getKey();
      if (entry.getValue() instanceof JsonObject inner && !isBytes(inner)) {
        rows.addAll(rows(name + ".", inner));
      } else if (!isEmpty(entry.getValue())) {
        rows.add(List.of(name, text(entry.getValue())));
      }
    }
    return rows;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || value.equals("");
  }

  private static boolean isBytes(JsonObject object) {
    return object.size() == 1 && (object.containsKey("text") || object.containsKey("base64"));
  }

  private static String text(Object value) {
    return value instanceof JsonObject bytes
        ? bytes.getString("text", "base64 " + bytes.getString("base64"))
        : value.toString();
  }
}
