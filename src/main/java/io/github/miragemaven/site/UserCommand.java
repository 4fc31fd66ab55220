package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command line of the user's, given to the shell. Which programs it starts is not known, so their
 * versions do not count; the whole source does.
 */
final class UserCommand implements SiteGenerator {

  private final Workspace workspace;
  private final String command;
  private final Path output;

  UserCommand(Workspace workspace, String command) throws IOException, SiteException {
    this.workspace = workspace;
    this.command = command;
    this.output = workspace.output(knownOutput(workspace, command));
  }

  @Override
  public String name() {
    return "The command";
  }

  @Override
  public Path output() {
    return output;
  }

  @Override
  public void generate() throws FailureException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    List<String> shell = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    workspace.build(
        this,
        Optional.of("'" + command + "'"),
        new Command(shell, workspace.source(), workspace.settings().environment()));
  }

  @Override
  public void identify(FingerprintBuilder inputs) {
    inputs.value("command", Sha256.of(command));
  }

  @Override
  public List<Path> written() {
    return List.of(output);
  }

  @Override
  public String howToExclude() {
    return "have the command leave them out of " + workspace.shown(output);
  }

  /** Where the site is to be expected without {@code <output>}: only Jekyll's files tell. */
  private static Path knownOutput(Workspace workspace, String command)
      throws IOException, SiteException {
    if (workspace.settings().output().isPresent()) {
      return workspace.settings().output().get();
    }
    if (Octopress.isIn(workspace.source())) {
      return new Octopress(workspace).output();
    }
    if (JekyllConfig.isIn(workspace.source())) {
      return new Jekyll(workspace).output();
    }
    throw new SiteException(
        "Where does '"
            + command
            + "' leave the finished site?\nSet <output> (-Dmirage.site.output=…) to that directory,"
            + " relative to "
            + workspace.shown(workspace.source())
            + ".");
  }
}
