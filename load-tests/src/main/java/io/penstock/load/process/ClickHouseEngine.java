package io.penstock.load.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * ClickHouse as a process of its own. The engine is to be had as a library, which has the server's
 * own HTTP interface and a command line that can switch it on.
 */
public final class ClickHouseEngine {
  private static final NpmPackage PACKAGE =
      new NpmPackage("@chdb/lib-linux-x64-gnu", "26.7.3-stable.1");

  /** The engine's parser asks how much stack is left, and wants more than Java gives. */
  private static final long STACK_BYTES = 16L << 20;

  /** The second statement never ends. */
  private static final String SERVE =
      "--query=SYSTEM START LISTEN HTTP; SELECT sleepEachRow(1) FROM system.numbers SETTINGS"
          + " max_block_size=1, function_sleep_max_microseconds_per_block=0, max_threads=1 FORMAT"
          + " Null";

  private ClickHouseEngine() {}

  /** What starts it on a port of loopback, with its files in a folder, and options of its own. */
  public static List<String> command(Path folder, int port, List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                PACKAGE.file("libchdb.so").toString(),
                "--path=" + folder,
                "--http_port=" + port,
                "--listen_host=127.0.0.1"));
    arguments.addAll(options);
    return JavaCommand.of(
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        ClickHouseEngine.class.getName(),
        arguments);
  }

  /** Arguments: the library, and the engine's options. */
  public static void main(String[] arguments) throws InterruptedException {
    var thread = new Thread(null, () -> serve(arguments), "clickhouse", STACK_BYTES);
    thread.start();
    thread.join();
  }

  @SuppressWarnings("restricted") // that is what it is for
  private static void serve(String[] arguments) {
    List<String> command = new ArrayList<>(List.of("clickhouse"));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    command.add(SERVE);
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(Path.of(arguments[0]), arena);
      MethodHandle main =
          Linker.nativeLinker()
              .downcallHandle(
                  library.find("chdb_query_cmdline").orElseThrow(),
                  FunctionDescriptor.of(
                      ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      MemorySegment words = arena.allocate(ValueLayout.ADDRESS, command.size());
      for (int i = 0; i < command.size(); i++) {
        words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
      }
      var result = (MemorySegment) main.invokeExact(command.size(), words);
      throw new IllegalStateException("the engine has ended: " + result);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }
}
