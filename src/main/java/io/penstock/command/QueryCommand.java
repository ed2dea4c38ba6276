package io.penstock.command;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.client.HttpAddress;
import io.penstock.command.client.QueryAnswer;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the DuckDB sink of a running server. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Asks the DuckDB sink of a running server and prints the rows as a table.",
    footer = {
      "",
      "Tables are named after their streams. At most 10000 rows are answered, within 10 s.",
      "",
      "Example:",
      "  penstock query \"select type, count(*) from github group by 1 order by 2 desc\""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:the server refused the question",
      "2:wrong usage",
      "69:the server could not be reached",
      "70:the answer was not Penstock's"
    })
public final class QueryCommand implements Callable<Integer> {
  private final Supplier<Terminal> terminal;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SQL", description = "One SELECT statement.")
  private String sql = "";

  @Option(
      names = "--url",
      paramLabel = "ADMIN",
      converter = HttpAddress.Converter.class,
      defaultValue = "${env:PENSTOCK_ADMIN_URL:-" + DemoDefaults.ADMIN_URL + "}",
      description =
          "The server's admin address. Else PENSTOCK_ADMIN_URL, else the demo's: "
              + DemoDefaults.ADMIN_URL
              + ".")
  private HttpAddress url = HttpAddress.of(DemoDefaults.ADMIN_URL);

  @Option(names = "--json", description = "Print the server's answer as it is: one JSON document.")
  private boolean json;

  public QueryCommand() {
    this(Terminal::detect);
  }

  QueryCommand(Supplier<Terminal> terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      query();
      return ExitCode.DONE;
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  private void query() throws CommandFailed, InterruptedException {
    var admin = new AdminClient(url);
    String answer = admin.post("/admin/v1/query", new JsonObject().put("sql", sql));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
    } else {
      print(read(admin, answer), out);
    }
    out.flush();
  }

  private static QueryAnswer read(AdminClient admin, String answer) throws CommandFailed {
    try {
      return QueryAnswer.read(answer);
    } catch (IOException notAnAnswer) {
      throw admin.notOurs("it answered something else than rows");
    }
  }

  private void print(QueryAnswer answer, PrintWriter out) {
    Table table = Table.of(answer.columns());
    answer.rows().forEach(table::row);
    table.lines(terminal.get().columns()).forEach(out::println);
    out.println();
    out.println(count(answer));
  }

  private static String count(QueryAnswer answer) {
    int rows = answer.rows().size();
    String count = rows == 1 ? "1 row" : rows + " rows";
    return answer.complete() ? count : count + ", and there are more: narrow the question";
  }
}
