package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.Ports;
import io.github.miragemaven.instance.verify.Trust;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.site.SiteBuilder;
import io.github.miragemaven.site.StaticSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What a site has to answer: what the goals that look at it from outside have in common. */
abstract class AnswerMojo extends AwsMojo {

  private static final int DAY = 86400;

  /** {@code http} or {@code https}. Example: {@code -Dmirage.verify.scheme=https}. */
  @Parameter(property = "mirage.verify.scheme", defaultValue = "http")
  String scheme;

  /**
   * The port that the site is served on; without it, 80 for {@code http} and 443 for {@code https}.
   * Example: {@code -Dmirage.verify.port=8080}.
   */
  @Parameter(property = "mirage.verify.port")
  Integer port;

  /** The pages to ask for. Example: {@code -Dmirage.verify.paths=/,/about/}. */
  @Parameter(property = "mirage.verify.paths", defaultValue = "/")
  List<String> paths;

  /** The HTTP status that each page must have. Example: {@code -Dmirage.verify.status=404}. */
  @Parameter(property = "mirage.verify.status", defaultValue = "200")
  int status;

  /** A text that each page must contain. Example: {@code -Dmirage.verify.text=Welcome}. */
  @Parameter(property = "mirage.verify.text")
  String text;

  /**
   * Compares each page, byte for byte, with the site that was built: {@code true} for the one of
   * this project's last build, or the directory of another. Example: {@code -Dmirage.verify.site}.
   */
  @Parameter(property = "mirage.verify.site", defaultValue = "false")
  String site;

  /**
   * TCP ports that must be closed, so that connections to them are refused or get no answer; the
   * site's own is left out. A thousand that give no answer take half a minute. Example: {@code
   * -Dmirage.verify.closedPorts=1-1024,8000-9000}.
   */
  @Parameter(property = "mirage.verify.closedPorts")
  String closedPorts;

  /**
   * Which certificates are trusted for https: those that Java trusts, or those in a PEM file, or
   * {@code insecure} for any at all. Example: {@code -Dmirage.verify.trust=src/main/tls/ca.pem}.
   */
  @Parameter(property = "mirage.verify.trust")
  String trust;

  /**
   * How many seconds the site has until it must answer. Example: {@code
   * -Dmirage.verify.timeout=600}.
   */
  @Parameter(property = "mirage.verify.timeout", defaultValue = "180")
  int timeout;

  /** How many seconds a connection may take. Example: {@code -Dmirage.verify.connectTimeout=10}. */
  @Parameter(property = "mirage.verify.connectTimeout", defaultValue = "5")
  int connectTimeout;

  /** How many seconds a page may take. Example: {@code -Dmirage.verify.answerTimeout=60}. */
  @Parameter(property = "mirage.verify.answerTimeout", defaultValue = "30")
  int answerTimeout;

  /**
   * How often a page is asked for whose answer is not the right one. Example: {@code
   * -Dmirage.verify.attempts=10}.
   */
  @Parameter(property = "mirage.verify.attempts", defaultValue = "3")
  int attempts;

  /** How many seconds pass between two tries. Example: {@code -Dmirage.verify.pause=5}. */
  @Parameter(property = "mirage.verify.pause", defaultValue = "2")
  int pause;

  AnswerMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** What a host has to answer. */
  final VerifySettings answer(String host, Road road) throws UserFailureException {
    String lower = scheme.strip().toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(lower)) {
      throw new UserFailureException(
          "mirage.verify.scheme is \"%s\".%nSet it to http or https.".formatted(scheme));
    }
    int inUse = port == null ? (lower.equals("https") ? 443 : 80) : port;
    requireInRange("port", inUse, 1, 65535);
    requireInRange("status", status, 100, 599);
    return new VerifySettings(
        host,
        lower,
        inUse,
        paths.stream().map(path -> path.startsWith("/") ? path : "/" + path).toList(),
        status,
        given(text),
        site(road),
        given(closedPorts).isPresent()
            ? Ports.parse("mirage.verify.closedPorts", closedPorts)
            : Ports.NONE,
        trust(),
        limits());
  }

  private Limits limits() throws UserFailureException {
    requireInRange("timeout", timeout, 0, DAY);
    requireInRange("connectTimeout", connectTimeout, 1, DAY);
    requireInRange("answerTimeout", answerTimeout, 1, DAY);
    requireInRange("attempts", attempts, 1, DAY);
    requireInRange("pause", pause, 0, DAY);
    return new Limits(
        Duration.ofSeconds(connectTimeout),
        Duration.ofSeconds(answerTimeout),
        Duration.ofSeconds(timeout),
        attempts,
        Duration.ofSeconds(pause));
  }

  private Trust trust() throws UserFailureException {
    if (given(trust).isEmpty()) {
      return Trust.ofJava();
    }
    return trust.strip().equals("insecure")
        ? Trust.insecure()
        : Trust.in(projectDirectory().resolve(trust.strip()));
  }

  private Optional<Path> site(Road road) throws UserFailureException {
    String named = given(site).map(String::strip).orElse("false");
    if (named.equals("false")) {
      return Optional.empty();
    }
    Optional<Path> directory =
        named.equals("true")
            ? SiteBuilder.last(road.state()).map(StaticSite::directory)
            : Optional.of(projectDirectory().resolve(named));
    return Optional.of(
        directory
            .filter(Files::isDirectory)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "mirage.verify.site is %s, and there is no such site.%nBuild it first (mvn package), or name the directory of a finished one."
                            .formatted(named))));
  }

  private static void requireInRange(String name, int value, int least, int most)
      throws UserFailureException {
    if (value < least || value > most) {
      throw new UserFailureException(
          "mirage.verify.%s is %d.%nSet it to a number from %d to %d (-Dmirage.verify.%s=...)."
              .formatted(name, value, least, most, name));
    }
  }
}
