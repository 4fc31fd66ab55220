package io.github.miragemaven.site;

import io.github.miragemaven.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a gem's program: through Bundler if the site has a Gemfile, otherwise directly. */
final class Bundler {

  private static final List<String> GEMFILES = List.of("Gemfile", "gems.rb");
  private static final List<String> LOCKS = List.of("Gemfile.lock", "gems.locked");

  private final Workspace workspace;
  private final String gem;

  /** Runs the program that has the same name as its gem. */
  Bundler(Workspace workspace, String gem) {
    this.workspace = workspace;
    this.gem = gem;
  }

  /**
   * Whether the directory's Gemfile lists a gem.
   *
   * @param gem a regular expression of the gem's name
   */
  static boolean names(Path directory, String gem) throws IOException {
    Pattern line = Pattern.compile("(?m)^[ \\t]*gem[ \\t(]+[\"'](?:" + gem + ")[\"']");
    for (String name : GEMFILES) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file) && line.matcher(Workspace.text(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /** The command with these arguments. */
  Command command(String... arguments) throws MissingGeneratorException {
    List<String> words = new ArrayList<>();
    if (bundled()) {
      words.addAll(List.of("exec", gem));
    }
    words.addAll(List.of(arguments));
    return workspace.command(program(), words);
  }

  /** The gem's version from the lock file, or else from the program; empty if unknown. */
  Optional<String> version() throws IOException, InterruptedException {
    if (bundled()) {
      return lockedVersion();
    }
    Optional<Path> program = workspace.programs().find(gem);
    return program.isEmpty()
        ? Optional.empty()
        : workspace.version(
            Pattern.compile("^" + gem + "\\b[^0-9]*(\\d[^ ,]*)"), program.get(), "--version");
  }

  /** Whether the directory has a Gemfile. */
  static boolean hasGemfile(Path directory) {
    return GEMFILES.stream().map(directory::resolve).anyMatch(Files::isRegularFile);
  }

  private boolean bundled() {
    return hasGemfile(workspace.source());
  }

  private Path program() throws MissingGeneratorException {
    String program = bundled() ? "bundle" : gem;
    Optional<Path> found = workspace.programs().find(program);
    if (found.isPresent()) {
      return found.get();
    }
    throw new MissingGeneratorException(
        workspace.shown(workspace.source())
            + " needs "
            + (bundled() ? program + " (it has a Gemfile)" : program)
            + ", which is not on the PATH.",
        bundled()
            ? "apt-get install bundler (Debian), or gem install bundler (macOS: brew install ruby),"
                + " then bundle install there"
            : "apt-get install "
                + gem
                + " (Debian), or gem install "
                + gem
                + " (macOS: brew install ruby first)");
  }

  /** Finds a line such as {@code jekyll (4.3.1)} in the lock file's specifications. */
  private Optional<String> lockedVersion() throws IOException {
    Pattern specification = Pattern.compile("(?m)^    " + Pattern.quote(gem) + " \\(([^)]+)\\)$");
    for (String lock : LOCKS) {
      if (workspace.has(lock)) {
        Matcher line = specification.matcher(Workspace.text(workspace.in(lock)));
        if (line.find()) {
          return Optional.of(line.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
