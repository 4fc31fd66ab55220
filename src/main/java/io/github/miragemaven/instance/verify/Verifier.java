package io.github.miragemaven.instance.verify;

import io.github.miragemaven.progress.Progress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  private long lastLogged = start;

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
    Check port = retried("TCP port " + settings.address().port(), "open", this::connect);
    checks.add(port);
    HttpFetch fetch = new HttpFetch(settings, route, resolver);
    for (String path : settings.pages().paths()) {
      PageCheck page = new PageCheck(settings, fetch, path);
      checks.add(
          port.passed()
              ? retried(page.name(), page.expected(), page::run)
              : skipped(page.name(), page.expected()));
    }
    if (!settings.closed().numbers().isEmpty()) {
      checks.add(
          port.passed()
              ? new ClosedPorts(settings, route, resolver).check()
              : skipped("closed TCP ports " + settings.closed().text(), "closed"));
    }
    return new Verification(settings.address().origin(), checks, port.passed());
  }

  private static Check skipped(String name, String expected) {
    return new Check(name, expected, "skipped because the site's port is not open", 0, false);
  }

  /** A check that can be repeated. */
  private interface Attempt {

    Observation run() throws InterruptedException;
  }

  private Check retried(String name, String expected, Attempt attempt) throws InterruptedException {
    int responses = 0;
    while (true) {
      long attemptStart = System.nanoTime();
      Observation observation = attempt.run();
      long millis = (System.nanoTime() - attemptStart) / 1_000_000;
      responses += observation.outcome() == Observation.Outcome.UNAVAILABLE ? 0 : 1;
      boolean exhausted =
          responses >= settings.limits().attempts() || !hasTimeFor(settings.limits().pause());
      boolean passed = observation.outcome() == Observation.Outcome.PASSED;
      if (passed || exhausted) {
        return new Check(name, expected, observation.seen(), millis, passed);
      }
      log(name, observation);
      Thread.sleep(settings.limits().pause().toMillis());
    }
  }

  private boolean hasTimeFor(Duration pause) {
    return elapsed().plus(pause).compareTo(settings.limits().deadline()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void log(String name, Observation observation) {
    long now = System.nanoTime();
    if (now - lastLogged >= PROGRESS_INTERVAL.toNanos()) {
      lastLogged = now;
      progress.info(
          "waiting for %s: %s: %s, after %d s"
              .formatted(
                  settings.address().origin(), name, observation.seen(), elapsed().toSeconds()));
    }
  }

  /** Passes if one of the addresses is open, as browsers try them all; lists each result. */
  private Observation connect() {
    try {
      List<String> seen = new ArrayList<>();
      boolean open = false;
      for (InetSocketAddress endpoint :
          resolver.endpoints(route, settings.address().host(), settings.address().port())) {
        Connection connection = Connection.to(endpoint, settings.limits().connect());
        open |= connection == Connection.OPEN;
        seen.add(connection.text() + " at " + endpoint.getAddress().getHostAddress());
      }
      return new Observation(
          String.join(", ", seen),
          open ? Observation.Outcome.PASSED : Observation.Outcome.UNAVAILABLE);
    } catch (UnknownHostException e) {
      return new Observation(FailureReasons.of(e).getMessage(), Observation.Outcome.UNAVAILABLE);
    }
  }
}
