package io.penstock.command;

import io.penstock.command.admin.AdminOption;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.client.QueryAnswer;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private final AdminOption admin = new AdminOption();

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
    AdminClient client = admin.client();
    String answer = client.post("/admin/v1/query", new JsonObject().put("sql", sql));
    PrintWriter out = spec.commandLine().getOut();
    if (admin.json()) {
      out.println(answer);
    } else {
      print(read(client, answer), out);
    }
    out.flush();
  }

  private static QueryAnswer read(AdminClient client, String answer) throws CommandFailed {
    try {
      return QueryAnswer.read(answer);
    } catch (IOException notAnAnswer) {
      throw client.notOurs("it answered something else than rows");
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
