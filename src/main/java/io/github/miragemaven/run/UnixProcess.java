package io.github.miragemaven.run;

import io.github.miragemaven.image.CommandLine;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a kernel that is a program of this machine: the targets unix and macosx. */
final class UnixProcess implements Hypervisor {

  private static final String PORT_OPTION = "--http";

  private final CommandRunner runner;
  private final Kernel kernel;
  private final RunSettings settings;

  UnixProcess(CommandRunner runner, Kernel kernel, RunSettings settings) {
    this.runner = runner;
    this.kernel = kernel;
    this.settings = settings;
  }

  @Override
  public Guest guest() throws RunException, InterruptedException {
    Path program = kernel.file().toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new RunException(
          "The kernel %s is a program, but its file is not executable.%nRun chmod +x on it; a copy from a repository needs that."
              .formatted(program));
    }
    List<String> words = new ArrayList<>(List.of(program.toString()));
    settings.arguments().process().forEach(word -> words.add(CommandLine.word(word)));
    Optional<URI> site = Optional.empty();
    if (hasPortOption(program)) {
      int port = LocalPort.free(settings.network().port());
      words.removeIf(word -> word.startsWith(PORT_OPTION + "="));
      words.add(PORT_OPTION + "=" + port);
      site = Optional.of(LocalPort.site(port));
    }
    return Guest.of("as a process of this machine", Command.of(program.getParent(), words), site);
  }

  /** Returns whether the program's help lists the port option of the supplied unikernel. */
  private boolean hasPortOption(Path program) throws InterruptedException {
    List<String> help = new ArrayList<>();
    try {
      runner.capture(
          Command.of(program.getParent(), program.toString(), "--help=plain"), help::add);
    } catch (CommandFailedException afterItsHelp) {
      // Programs of Mirage 4 exit with 63 after printing their help.
    }
    return help.stream().anyMatch(line -> line.strip().startsWith(PORT_OPTION + "="));
  }
}
