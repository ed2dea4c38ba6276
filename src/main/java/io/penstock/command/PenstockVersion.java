package io.penstock.command;

import io.penstock.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class PenstockVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"penstock " + Version.CURRENT, "Java " + Runtime.version()};
  }
}
