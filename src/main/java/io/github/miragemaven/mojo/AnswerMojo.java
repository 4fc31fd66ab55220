package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.Ports;
import io.github.miragemaven.instance.verify.Trust;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What a site has to answer: what the goals that look at it from outside have in common. */
abstract class AnswerMojo extends AwsMojo {

  private static final int LAST_PORT = 65_535;

  /** How the site is asked: {@code http} or {@code https}. Example: {@code https}. */
  @Parameter(property = "mirage.verify.scheme", defaultValue = "http")
  String verifyScheme;

  /**
   * The port that the site is served on; without it 80 for http and 443 for https. Example: {@code
   * -Dmirage.verify.port=8080}.
   */
  @Parameter(property = "mirage.verify.port")
  Integer verifyPort;

  /** The paths that are asked for. Example: {@code -Dmirage.verify.paths=/,/about/}. */
  @Parameter(property = "mirage.verify.paths", defaultValue = "/")
  List<String> verifyPaths;

  /** The HTTP status that each of them must have. Example: {@code -Dmirage.verify.status=404}. */
  @Parameter(property = "mirage.verify.status", defaultValue = "200")
  int verifyStatus;

  /** A text that each page must contain. Example: {@code -Dmirage.verify.text=Welcome}. */
  @Parameter(property = "mirage.verify.text")
  String verifyText;

  /**
   * The directory of the finished site, whose pages must be those that are served, byte for byte.
   * Example: {@code -Dmirage.verify.site=target/site}.
   */
  @Parameter(property = "mirage.verify.site")
  File verifySite;

  /**
   * Ports that must be closed, beside the site's own, which must not. Example: {@code
   * -Dmirage.verify.closedPorts=22,443}.
   */
  @Parameter(property = "mirage.verify.closedPorts")
  String verifyClosedPorts;

  /**
   * How often a page is asked for whose answer is not the right one. Example: {@code
   * -Dmirage.verify.attempts=5}.
   */
  @Parameter(property = "mirage.verify.attempts", defaultValue = "3")
  int verifyAttempts;

  AnswerMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** What a host has to answer. */
  final VerifySettings answer(String host) throws UserFailureException {
    String scheme = verifyScheme.strip();
    if (!List.of("http", "https").contains(scheme)) {
      throw new UserFailureException(
          "mirage.verify.scheme is \"%s\".%nSet it to http or https.".formatted(verifyScheme));
    }
    int port = Optional.ofNullable(verifyPort).orElse(scheme.equals("https") ? 443 : 80);
    if (port < 1 || port > LAST_PORT) {
      throw new UserFailureException(
          "mirage.verify.port is %d.%nSet it to a port from 1 to %d.".formatted(port, LAST_PORT));
    }
    if (verifyAttempts < 1) {
      throw new UserFailureException(
          "mirage.verify.attempts is %d.%nSet it to 1 or more.".formatted(verifyAttempts));
    }
    VerifySettings settings =
        VerifySettings.of(host)
            .on(scheme, port)
            .asking(verifyPaths)
            .expecting(verifyStatus, given(verifyText))
            .closing(
                given(verifyClosedPorts).isPresent()
                    ? Ports.parse("mirage.verify.closedPorts", verifyClosedPorts)
                    : Ports.NONE)
            .trusting(Trust.ofJava())
            .within(Limits.DEFAULT.trying(verifyAttempts));
    return verifySite == null ? settings : settings.serving(verifySite.toPath());
  }
}
