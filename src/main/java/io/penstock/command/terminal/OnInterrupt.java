package io.penstock.command.terminal;

/** Does one last thing when the program is told to stop, such as by Ctrl-C, before it is closed. */
public final class OnInterrupt implements AutoCloseable {
  private final Thread lastThing;

  public OnInterrupt(Runnable lastThing) {
    this.lastThing = new Thread(lastThing, "on-interrupt");
    Runtime.getRuntime().addShutdownHook(this.lastThing);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastThing);
    } catch (IllegalStateException stopping) {
      // The program stops already, and the last thing is being done.
      return;
    }
  }
}
