package io.penstock.load.process;

import java.nio.file.Path;
import java.util.List;

/** Azure's blob storage as Azurite plays it, which is Microsoft's own, as a process of its own. */
public final class AzureEngine {
  public static final String ACCOUNT = "devstoreaccount1";

  /** The key that everybody knows. */
  public static final String ACCOUNT_KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final NpmPackage PACKAGE = new NpmPackage("azurite", "3.37.0");

  private AzureEngine() {}

  /** What starts it on a port of loopback, with its files in a folder. */
  public static List<String> command(Path folder, int port) {
    return List.of(
        "node",
        PACKAGE.file("dist/src/blob/main.js").toString(),
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        Integer.toString(port),
        "--location",
        folder.toString(),
        "--silent",
        "--skipApiVersionCheck",
        "--loose");
  }
}
