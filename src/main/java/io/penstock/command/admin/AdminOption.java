package io.penstock.command.admin;

import io.penstock.command.DemoDefaults;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.HttpAddress;
import picocli.CommandLine.Option;

/** Which server is asked, and in which form it is told. */
public final class AdminOption {
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

  public AdminClient client() {
    return new AdminClient(url);
  }

  public boolean json() {
    return json;
  }
}
