package io.github.miragemaven.mojo;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.Ports;
import io.github.miragemaven.instance.verify.Trust;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.site.StaticSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of the goals that check a site: the responses that they expect. */
abstract class ExpectedSiteMojo extends AwsMojo {

  /** {@code http} or {@code https}. Example: {@code -Dmirage.verify.scheme=https}. */
  @Parameter(property = "mirage.verify.scheme", defaultValue = "http")
  String scheme;

  /**
   * The port of the site, from 1 to 65535. Default: 80 for {@code http}, 443 for {@code https}.
   * Example: {@code -Dmirage.verify.port=8080}.
   */
  @Parameter(property = "mirage.verify.port")
  Integer port;

  /** The paths to request. Example: {@code -Dmirage.verify.paths=/,/about/}. */
  @Parameter(property = "mirage.verify.paths", defaultValue = "/")
  List<String> paths;

  /**
   * The HTTP status that each path must return, from 100 to 599. Example: {@code
   * -Dmirage.verify.status=404}.
   */
  @Parameter(property = "mirage.verify.status", defaultValue = "200")
  int status;

  /**
   * A text that each page must contain. Default: none. Example: {@code
   * -Dmirage.verify.text=Welcome}.
   */
  @Parameter(property = "mirage.verify.text")
  String text;

  /**
   * Compares each page, byte for byte, with a generated site: {@code true} for the one of this
   * project's last build, or the directory of another; {@code false} compares nothing. Example:
   * {@code -Dmirage.verify.site}.
   */
  @Parameter(property = "mirage.verify.site", defaultValue = "false")
  String site;

  /**
   * TCP ports that must be closed, as a list of ports and ranges: connections to them must be
   * refused or time out. The site's own port is ignored. A thousand ports that time out take half a
   * minute. Default: none. Example: {@code -Dmirage.verify.closedPorts=22,8000-9000}.
   */
  @Parameter(property = "mirage.verify.closedPorts")
  String closedPorts;

  /**
   * The certificates to trust for https: a PEM file, or {@code insecure} to trust any. Default: the
   * authorities that Java trusts. Example: {@code -Dmirage.verify.trust=src/main/tls/ca.pem}.
   */
  @Parameter(property = "mirage.verify.trust")
  String trust;

  /** The responses that a site must give. The scheme and the port of its address come first. */
  final VerifySettings expectedSite(SiteAddress address, BuildSteps steps)
      throws UserFailureException {
    String lower = address.scheme().orElse(scheme.strip().toLowerCase(Locale.ROOT));
    if (!List.of("http", "https").contains(lower)) {
      throw new UserFailureException(
          "mirage.verify.scheme is \"%s\".%nSet it to http or https.".formatted(scheme));
    }
    int usual = lower.equals("https") ? 443 : 80;
    int number = address.host().port().orElse(port == null ? usual : port);
    requireInRange("mirage.verify.port", number, 1, 65535);
    requireInRange("mirage.verify.status", status, 100, 599);
    return new VerifySettings(
        new VerifySettings.Address(lower, address.host().host(), number),
        new VerifySettings.Pages(
            paths.stream().map(path -> path.startsWith("/") ? path : "/" + path).toList(),
            status,
            given(text).map(stripped -> text),
            siteDirectory(steps)),
        given(closedPorts).isPresent()
            ? Ports.parse("mirage.verify.closedPorts", closedPorts)
            : Ports.NONE,
        trust(),
        Limits.DEFAULT);
  }

  private Trust trust() throws UserFailureException {
    if (given(trust).isEmpty()) {
      return Trust.ofJava();
    }
    return trust.strip().equals("insecure")
        ? Trust.insecure()
        : Trust.in(projectDirectory().resolve(trust.strip()));
  }

  private Optional<Path> siteDirectory(BuildSteps steps) throws UserFailureException {
    String named = given(site).orElse("false");
    if (named.equals("false")) {
      return Optional.empty();
    }
    Optional<Path> directory =
        named.equals("true")
            ? steps.lastSite().map(StaticSite::directory)
            : Optional.of(projectDirectory().resolve(named));
    return Optional.of(
        directory
            .filter(Files::isDirectory)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "mirage.verify.site is %s, but there is no such site.%nBuild it first (mvn package), or set the directory of a finished one."
                            .formatted(named))));
  }
}
