package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds command lines for OpenSSH's client (ssh(1), ssh_config(5)). The options require OpenSSH
 * 7.6; everything else comes from the user's configuration.
 */
final class Ssh {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  /**
   * Never prompts, never accepts an unknown host key, and starts no process that outlives the
   * command. Overrides configuration that would give the build host access to this machine.
   */
  private static final List<String> OPTIONS =
      List.of(
          "BatchMode=yes",
          "StrictHostKeyChecking=yes",
          "ConnectTimeout=15",
          "ServerAliveInterval=20",
          "ServerAliveCountMax=3",
          "ControlMaster=no",
          "ControlPersist=no",
          "ForwardAgent=no",
          "ForwardX11=no",
          "ClearAllForwardings=yes",
          "PermitLocalCommand=no",
          "RemoteCommand=none",
          "LogLevel=ERROR");

  private final Path program;
  private final SshSettings settings;

  private Ssh(Path program, SshSettings settings) {
    this.program = program;
    this.settings = settings;
  }

  /** Finds the program, and checks the files that the settings name. */
  static Ssh find(SshSettings settings) throws FailureException {
    return find(settings, Programs.ofThisProcess());
  }

  static Ssh find(SshSettings settings, Programs programs) throws FailureException {
    requireReadable("mirage.host.privateKey", settings.privateKey());
    requireReadable("mirage.host.knownHosts", settings.knownHosts());
    requireReadable("mirage.host.sshConfig", settings.configuration());
    Path program =
        programs
            .find("ssh")
            .orElseThrow(
                () ->
                    new EnvironmentFailureException(
                        "The program ssh, which connects to the build host, is not on the PATH.%nInstall OpenSSH's client (Debian: openssh-client; Windows: Settings, Optional features, OpenSSH Client), or upload without a host (-Dmirage.deploy.strategy=direct)."
                            .formatted()));
    return new Ssh(program, settings);
  }

  private static void requireReadable(String parameter, Optional<Path> file)
      throws UserFailureException {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new UserFailureException(
          "%s is %s, which is not a readable file.%nSet it to a readable file, or remove it to use ssh's own configuration."
              .formatted(parameter, file.get()));
    }
  }

  /** Builds the command line that runs a command in the host's shell. */
  Command command(String address, String remote) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    settings.configuration().ifPresent(file -> words.addAll(List.of("-F", file.toString())));
    words.add("-T");
    OPTIONS.forEach(option -> words.addAll(List.of("-o", option)));
    settings
        .knownHosts()
        .ifPresent(
            file ->
                words.addAll(
                    List.of(
                        "-o",
                        "UserKnownHostsFile=" + quoted(file),
                        "-o",
                        "GlobalKnownHostsFile=none",
                        "-o",
                        "ControlPath=none")));
    settings.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
    settings.user().ifPresent(user -> words.addAll(List.of("-l", user)));
    settings
        .privateKey()
        .ifPresent(
            file ->
                words.addAll(
                    List.of("-o", "IdentitiesOnly=yes", "-i", file.toString().replace("%", "%%"))));
    words.addAll(List.of("--", address, remote));
    return Command.of(Path.of("").toAbsolutePath(), words);
  }

  /**
   * Quotes a file name for the value of an option. The quotation marks are escaped on Windows, as
   * Java does not escape them in the command line of a program.
   */
  private static String quoted(Path file) {
    String quote = WINDOWS ? "\\\"" : "\"";
    String name = WINDOWS ? file.toString().replace('\\', '/') : file.toString();
    return quote + name.replace("%", "%%") + quote;
  }
}
