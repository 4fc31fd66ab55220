package io.github.miragemaven.instance.verify;

import io.github.miragemaven.progress.Progress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Verifies a site from outside: its port accepts connections, its pages are as expected, and its
 * other ports are closed.
 */
public final class Verifier {

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(15);

  private final VerifySettings settings;
  private final Route route;
  private final Resolver resolver;
  private final Progress progress;
  private final long start = System.nanoTime();
  private long told = start;

  Verifier(VerifySettings settings, Route route, Resolver resolver, Progress progress) {
    this.settings = settings;
    this.route = route;
    this.resolver = resolver;
    this.progress = progress;
  }

  /** Verifies a site, retrying failed checks within the limits. */
  public static Verification verify(VerifySettings settings, Route route, Progress progress)
      throws InterruptedException {
    return new Verifier(settings, route, Resolver.ofThisMachine(), progress).verify();
  }

  Verification verify() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    Check port = repeated("TCP port " + settings.port(), "open", this::connect);
    checks.add(port);
    HttpFetch fetch = new HttpFetch(settings, route, resolver);
    for (String path : settings.paths()) {
      PageCheck page = new PageCheck(settings, fetch, path);
      checks.add(
          port.passed()
              ? repeated(page.name(), page.expected(), page::look)
              : skipped(page.name(), page.expected()));
    }
    if (!settings.closed().numbers().isEmpty()) {
      checks.add(
          port.passed()
              ? new ClosedPorts(settings, route, resolver).check()
              : skipped("closed TCP ports " + settings.closed().text(), "closed"));
    }
    return new Verification(settings.origin(), checks, port.passed());
  }

  private static Check skipped(String name, String expected) {
    return new Check(name, expected, "not looked at, since the site's port is not open", 0, false);
  }

  /** A check that can be repeated. */
  private interface Attempt {

    Observation look() throws InterruptedException;
  }

  private Check repeated(String name, String expected, Attempt attempt)
      throws InterruptedException {
    int answers = 0;
    while (true) {
      long began = System.nanoTime();
      Observation look = attempt.look();
      long millis = (System.nanoTime() - began) / 1_000_000;
      answers += look.answered() ? 1 : 0;
      boolean over = answers >= settings.limits().attempts() || !timeFor(settings.limits().pause());
      if (look.right() || over) {
        return new Check(name, expected, look.seen(), millis, look.right());
      }
      tell(name, look);
      Thread.sleep(settings.limits().pause().toMillis());
    }
  }

  private boolean timeFor(Duration more) {
    return elapsed().plus(more).compareTo(settings.limits().deadline()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void tell(String name, Observation look) {
    long now = System.nanoTime();
    if (now - told >= PROGRESS_INTERVAL.toNanos()) {
      told = now;
      progress.info(
          "waiting for %s: %s: %s, after %d s"
              .formatted(settings.origin(), name, look.seen(), elapsed().toSeconds()));
    }
  }

  /** One open address is enough, as for browsers; the result lists them all. */
  private Observation connect() {
    try {
      List<String> seen = new ArrayList<>();
      boolean open = false;
      for (InetSocketAddress end : resolver.ends(route, settings.host(), settings.port())) {
        Connection connection = Connection.to(end, settings.limits().connect());
        open |= connection == Connection.OPEN;
        seen.add(connection.words() + " at " + end.getAddress().getHostAddress());
      }
      return new Observation(seen.stream().collect(Collectors.joining(", ")), open, open);
    } catch (UnknownHostException e) {
      return new Observation(FailureReasons.of(e).getMessage(), false, false);
    }
  }
}
