package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains a failure of {@code ssh} itself, as opposed to one of the remote command. {@code ssh}
 * then exits with {@value #EXIT_CODE}; its messages are those of OpenSSH's sshconnect.c and
 * sshconnect2.c.
 *
 * @param settings the SSH login
 * @param address the address of the build host
 * @param errors the standard error of {@code ssh}
 */
record SshFailure(SshSettings settings, String address, String errors) {

  static final int EXIT_CODE = 255;

  private static final Pattern UNKNOWN_KEY =
      Pattern.compile("No \\S+ host key is known for (\\S+) and you have requested");
  private static final Pattern CHANGED_KEY =
      Pattern.compile("Host key for (\\S+) has changed and you have requested");
  private static final Pattern FINGERPRINT = Pattern.compile("(SHA256:[A-Za-z0-9+/=]+)");
  private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)]:(\\d+)");

  /** The host is still starting, or the connection was lost. */
  private static final Pattern TRANSIENT =
      Pattern.compile(
          "refused|timed out|reset by|closed by|not responding|Broken pipe|disconnect"
              + "|No route to host|is unreachable|Host is down|Connection closed|Connection to ");

  /** Returns the failure to report; empty if another attempt may succeed. */
  Optional<FailureException> permanent() {
    Matcher unknown = UNKNOWN_KEY.matcher(errors);
    if (unknown.find()) {
      return Optional.of(unknownKey(unknown.group(1)));
    }
    Matcher changed = CHANGED_KEY.matcher(errors);
    if (changed.find()) {
      return Optional.of(changedKey(changed.group(1)));
    }
    if (errors.contains("Host key verification failed")) {
      return Optional.of(
          new UserFailureException(
              "ssh does not accept the host key of the build host at %s: %s.%nConnect once yourself (ssh %s), and compare the fingerprint with the host's console log."
                  .formatted(address, reason(), address)));
    }
    if (errors.contains("Permission denied") || errors.contains("Too many authentication")) {
      return Optional.of(
          new UserFailureException(
              "The build host at %s does not let %s log in: %s.%nSet the user (-Dmirage.host.user=ec2-user) and the key (-Dmirage.host.privateKey=...); load a key with a passphrase into the agent (ssh-add FILE)."
                  .formatted(address, settings.user().orElse("the SSH user"), reason())));
    }
    if (errors.contains("Could not resolve hostname")) {
      return Optional.of(
          new UserFailureException(
              "The build host's name %s cannot be resolved: %s.%nSet its address (-Dmirage.host.address=...), or add the name to ssh's configuration."
                  .formatted(address, reason())));
    }
    if (errors.isBlank() || TRANSIENT.matcher(errors).find()) {
      return Optional.empty();
    }
    return Optional.of(
        new EnvironmentFailureException(
            "ssh cannot connect to the build host at %s: %s.%nTo find out why, run: ssh -v %s"
                .formatted(address, reason(), address)));
  }

  private UserFailureException unknownKey(String host) {
    return new UserFailureException(
        "The host key of the build host at %s is not in %s.%nAdd it: %s%nThen compare its fingerprint (ssh-keygen -lf %s) with the one in the host's console log (aws ec2 get-console-output)."
            .formatted(address, knownHosts(), scan(host), knownHosts()));
  }

  private UserFailureException changedKey(String host) {
    Matcher fingerprint = FINGERPRINT.matcher(errors);
    return new UserFailureException(
        "The host key of the build host at %s has changed%s; it may be another machine.%nIf its fingerprint is the one in the host's console log, remove the old key: ssh-keygen -f %s -R '%s'%nThen add the new one: %s"
            .formatted(
                address,
                fingerprint.find() ? " to " + fingerprint.group(1) : "",
                knownHosts(),
                host,
                scan(host)));
  }

  /** Returns the command that adds a host's key. The host is named as in known_hosts. */
  private String scan(String host) {
    Matcher withPort = WITH_PORT.matcher(host);
    String target = withPort.matches() ? "-p " + withPort.group(2) + " " + withPort.group(1) : host;
    return "ssh-keyscan %s >> %s".formatted(target, knownHosts());
  }

  private String knownHosts() {
    return settings.knownHosts().map(Path::toString).orElse("~/.ssh/known_hosts");
  }

  /** Returns the reason, which is the last line of the standard error. */
  String reason() {
    String text = errors.strip();
    String last = text.substring(text.lastIndexOf('\n') + 1).strip();
    return last.isEmpty() ? "no reason given" : last.replaceAll("\\.$", "");
  }
}
