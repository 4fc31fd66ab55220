package io.github.miragemaven.instance.verify;

import io.github.miragemaven.progress.Progress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks at a site from outside: whether its port takes connections, its pages are the right ones,
 * and its other ports are closed.
 */
public final class Verifier {

  private static final Duration WORD = Duration.ofSeconds(15);

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

  /** Looks at the site until all is as it should be, or will not be. */
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
              : notLookedAt(page.name(), page.expected()));
    }
    if (!settings.closed().numbers().isEmpty()) {
      checks.add(
          port.passed()
              ? new ClosedPorts(settings, route, resolver).check()
              : notLookedAt("closed TCP ports " + settings.closed().text(), "closed"));
    }
    return new Verification(settings.origin(), checks, port.passed());
  }

  private static Check notLookedAt(String name, String expected) {
    return new Check(name, expected, "not looked at, since the site's port is not open", 0, false);
  }

  /** Something that can be looked at again and again. */
  private interface Watched {

    Observation look() throws InterruptedException;
  }

  private Check repeated(String name, String expected, Watched watched)
      throws InterruptedException {
    int answers = 0;
    while (true) {
      long began = System.nanoTime();
      Observation look = watched.look();
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
    if (now - told >= WORD.toNanos()) {
      told = now;
      progress.info(
          "waiting for %s: %s: %s, after %d s"
              .formatted(settings.origin(), name, look.seen(), elapsed().toSeconds()));
    }
  }

  /** One of a name's addresses will do, as it does for browsers; the others are told. */
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
