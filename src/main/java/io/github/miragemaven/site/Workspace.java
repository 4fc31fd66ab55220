package io.github.miragemaven.site;

import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a generator works with.
 *
 * @param settings what the user set
 * @param source the directory of the site's sources, in which every program runs
 * @param programs the programs that can be started
 * @param runner starts them
 * @param progress is told what is going on
 */
record Workspace(
    SiteSettings settings,
    Path source,
    Programs programs,
    CommandRunner runner,
    Progress progress) {

  /** A file's or directory's path in the source. */
  Path in(String relative) {
    return source.resolve(relative).normalize();
  }

  /** Whether there is such a file in the source. */
  boolean has(String relative) {
    return Files.isRegularFile(in(relative));
  }

  /** A text file in which only ASCII is looked for, whatever its encoding. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Where the finished site lies: what {@code <output>} says, or else this. */
  Path output(Path otherwise) {
    return settings.output().map(source::resolve).orElse(otherwise).normalize();
  }

  /** The directory below the build directory for generators that never remove an old page. */
  Path freshOutput() {
    return settings.buildDirectory().resolve("mirage").resolve("site");
  }

  /** Removes what an earlier build has left in {@link #freshOutput}. */
  void emptyFreshOutput() throws IOException {
    if (Files.exists(freshOutput())) {
      try (Stream<Path> tree = Files.walk(freshOutput())) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(freshOutput());
  }

  /** An existing path as seen from the source directory, where links may lead to that. */
  String relative(Path existing) throws IOException {
    Path path = existing.toRealPath();
    Path from = source.toRealPath();
    return Objects.equals(path.getRoot(), from.getRoot())
        ? from.relativize(path).toString().replace('\\', '/')
        : path.toString();
  }

  /** A path as messages show it. */
  String shown(Path path) {
    return settings.shown(path);
  }

  /** A call of a program in the source directory, with the user's environment. */
  Command command(Path program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(arguments);
    return new Command(words, source, settings.environment());
  }

  /** A call with one more variable, unless the user or this process has set it. */
  Command withDefault(Command command, String variable, String value) {
    return command.environment().containsKey(variable) || System.getenv(variable) != null
        ? command
        : command.with(variable, value);
  }

  /** The variable as a program started here sees it. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(settings.environment().getOrDefault(name, System.getenv(name)));
  }

  /** Those variables of this process and of the user that begin so, by name. */
  Map<String, String> variables(String prefix) {
    Map<String, String> all = new TreeMap<>(System.getenv());
    all.putAll(settings.environment());
    all.keySet().removeIf(name -> !name.startsWith(prefix));
    return all;
  }

  /**
   * Says that the generator builds the site, and has it do so with its output shown.
   *
   * @param version what is said beside the generator's name
   */
  void build(SiteGenerator generator, Optional<String> version, Command command)
      throws SiteException, InterruptedException {
    String name = generator.name();
    progress.info(version.map(v -> name + " " + v).orElse(name) + " builds " + shown(source));
    try {
      runner.run(command);
    } catch (CommandFailedException e) {
      throw new SiteException(name + " could not build " + shown(source) + ": " + e.tail(), e);
    }
  }

  /** The first line that the program prints, or nothing if it fails. */
  Optional<String> firstLine(Path program, String... arguments) throws InterruptedException {
    try {
      return runner.capture(command(program, List.of(arguments))).stream().findFirst();
    } catch (CommandFailedException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Adds what identifies a program without starting it: its file behind all links, with size and
   * modification time. Installing another version of a gem rewrites its script, and so changes it.
   */
  void identify(FingerprintBuilder inputs, String program) throws IOException {
    Optional<Path> found = programs.find(program);
    String identity = "none";
    if (found.isPresent()) {
      Path file = found.get().toRealPath();
      identity = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    }
    inputs.value(program, identity);
  }
}
