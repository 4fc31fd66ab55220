package io.github.miragemaven.instance.verify;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Checks that ports are closed: connections are refused or silently dropped.
 *
 * @param settings the settings
 * @param route the route to the site
 * @param resolver resolves the site's name
 */
record ClosedPorts(VerifySettings settings, Route route, Resolver resolver) {

  /** Security groups drop packets silently, so each blocked port takes its whole time limit. */
  private static final int MAX_THREADS = 200;

  Check check() throws InterruptedException {
    long start = System.nanoTime();
    Map<Integer, Connection> seen = connect();
    List<Integer> open =
        seen.entrySet().stream()
            .filter(port -> port.getValue() == Connection.OPEN)
            .map(Map.Entry::getKey)
            .toList();
    return new Check(
        "closed TCP ports " + settings.closed().text(),
        "closed",
        open.isEmpty() ? counts(seen) : "open: " + new Ports(open).text(),
        (System.nanoTime() - start) / 1_000_000,
        open.isEmpty());
  }

  private Map<Integer, Connection> connect() throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(MAX_THREADS, settings.closed().numbers().size()));
    try {
      Map<Integer, Future<Connection>> results = new LinkedHashMap<>();
      for (int port : settings.closed().numbers()) {
        results.put(port, threads.submit(() -> connect(port)));
      }
      Map<Integer, Connection> seen = new LinkedHashMap<>();
      for (Map.Entry<Integer, Future<Connection>> port : results.entrySet()) {
        seen.put(port.getKey(), port.getValue().get());
      }
      return seen;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** A port is open if it is open at any of the name's addresses. */
  private Connection connect(int port) {
    try {
      List<Connection> each = new ArrayList<>();
      for (InetSocketAddress address : resolver.endpoints(route, settings.address().host(), port)) {
        each.add(Connection.to(address, settings.limits().connect()));
      }
      return each.contains(Connection.OPEN) ? Connection.OPEN : each.get(0);
    } catch (UnknownHostException e) {
      return Connection.UNREACHABLE;
    }
  }

  /** Returns counts such as {@code 2 refused, 1 no answer}. */
  private static String counts(Map<Integer, Connection> seen) {
    return seen.values().stream()
        .collect(
            Collectors.groupingBy(
                kind -> kind, () -> new EnumMap<>(Connection.class), Collectors.counting()))
        .entrySet()
        .stream()
        .map(kind -> kind.getValue() + " " + kind.getKey().text())
        .collect(Collectors.joining(", "));
  }
}
