package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the user's shell command. */
final class UserCommand implements SiteGenerator {

  private final Workspace workspace;
  private final String command;
  private final Path output;

  UserCommand(Workspace workspace, String command) throws IOException, SiteException {
    this.workspace = workspace;
    this.command = command;
    this.output = workspace.output(configuredOutput(workspace, command));
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
  public void generate() throws IOException, FailureException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    List<String> shell = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    workspace.build(
        this,
        Optional.of("'" + command + "'"),
        new Command(shell, workspace.source(), workspace.settings().environment()));
  }

  @Override
  public String howToExclude() {
    return "have the command exclude them from " + workspace.shown(output);
  }

  /** Without {@code <output>}, only Jekyll's configuration tells where the site will be. */
  private static Path configuredOutput(Workspace workspace, String command)
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
        "The output directory of '"
            + command
            + "' is unknown.\n"
            + "Set <output> (-Dmirage.site.output=...) to the directory of the finished site,"
            + " relative to "
            + workspace.shown(workspace.source())
            + ".");
  }
}
