package io.penstock.load.torture.scene;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.proxy.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All proxies of a scene, by the names that plans use: the way to the log has one a broker. */
public final class Proxies implements AutoCloseable {
  private final Map<String, List<Proxy>> byName = new LinkedHashMap<>();

  void add(String name, Proxy proxy) {
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(proxy);
  }

  public void become(String name, Condition condition) {
    named(name).forEach(proxy -> proxy.become(condition));
  }

  void calm() {
    byName.keySet().forEach(name -> become(name, Condition.CALM));
  }

  /** Connections that were asked for, whatever became of them. */
  public long attempts(String name) {
    return named(name).stream().mapToLong(Proxy::attempts).sum();
  }

  private List<Proxy> named(String name) {
    List<Proxy> proxies = byName.get(name);
    if (proxies == null) {
      throw new BenchFault("there is no proxy " + name + ", but " + byName.keySet());
    }
    return proxies;
  }

  @Override
  public void close() {
    byName.values().forEach(proxies -> proxies.forEach(Proxy::close));
  }
}
