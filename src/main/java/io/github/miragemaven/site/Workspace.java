package io.github.miragemaven.site;

import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment that a generator runs in.
 *
 * @param settings the user's settings
 * @param source the directory of the site's sources, the working directory of every program
 * @param programs the programs that can be started
 * @param runner runs them
 * @param progress receives status lines
 */
record Workspace(
    SiteSettings settings,
    Path source,
    Programs programs,
    CommandRunner runner,
    Progress progress) {

  /** The path of a file or directory in the source. */
  Path in(String relative) {
    return source.resolve(relative).normalize();
  }

  /** Whether the source contains this file. */
  boolean has(String relative) {
    return Files.isRegularFile(in(relative));
  }

  /** Reads a text file of unknown encoding; only its ASCII characters are reliable. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The directory of the finished site: {@code <output>}, or else this default. */
  Path output(Path defaultOutput) {
    return settings.output().map(source::resolve).orElse(defaultOutput).normalize();
  }

  /** The output directory for generators that do not remove stale pages. */
  Path freshOutput() {
    return settings.buildDirectory().resolve("mirage").resolve("site");
  }

  /** Deletes and recreates {@link #freshOutput}. */
  void emptyFreshOutput() throws IOException {
    empty(freshOutput());
  }

  /** Deletes and recreates a directory. */
  static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(directory);
  }

  /** The source directory and its parents up to the project directory. */
  List<Path> upward() {
    Path project = settings.projectDirectory();
    return source.startsWith(project)
        ? Stream.iterate(source, d -> d.startsWith(project), Path::getParent).toList()
        : List.of(source);
  }

  /** A text file that is part of this plugin. */
  static String resource(String name) throws IOException {
    try (InputStream in = Workspace.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** An existing path relative to the source directory, with links resolved. */
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

  /** A command in the source directory, with the user's environment. */
  Command command(Path program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(arguments);
    return new Command(words, source, settings.environment());
  }

  /** A variable of the programs' environment; the fallback if it is not set. */
  String variable(String name, String fallback) {
    return settings.environment().getOrDefault(name, System.getenv().getOrDefault(name, fallback));
  }

  /** Adds a variable to the command unless the user or this process sets it. */
  Command withDefault(Command command, String variable, String value) {
    return command.environment().containsKey(variable) || System.getenv(variable) != null
        ? command
        : command.with(variable, value);
  }

  /**
   * Reports that the generator builds the site, and runs it with its output shown.
   *
   * @param version the text to report after the generator's name
   * @return the lines of its output that explain a wrong result
   * @throws SiteException if the generator fails, or exits with code 0 but leaves no page, as Hugo
   *     does without its theme
   */
  List<String> build(SiteGenerator generator, Optional<String> version, Command command)
      throws IOException, SiteException, InterruptedException {
    String name = generator.name();
    progress.info(version.map(v -> name + " " + v).orElse(name) + " builds " + shown(source));
    try {
      List<String> excerpt = runner.run(command);
      if (Files.isDirectory(generator.output()) && !hasPage(generator.output())) {
        throw new SiteException(
            name
                + " succeeded, but "
                + shown(generator.output())
                + " contains no page (.html)."
                + explained(excerpt));
      }
      return excerpt;
    } catch (CommandFailedException e) {
      List<String> output = Stream.of(e.excerpt(), e.lastLines()).flatMap(List::stream).toList();
      throw new SiteException(
          name + " could not build " + shown(source) + ": " + e.explanation() + nextStep(output),
          e);
    }
  }

  /** A site of feeds, styles and a site map alone is no site for visitors. */
  private static boolean hasPage(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output, FileVisitOption.FOLLOW_LINKS)) {
      return files.anyMatch(PlainDirectory::isPage);
    } catch (UncheckedIOException link) {
      return true; // SiteInventory reports links that cannot be followed.
    }
  }

  /** The lines of a program's output that explain a wrong result, and the next step if known. */
  String explained(List<String> excerpt) {
    return excerpt.isEmpty()
        ? ""
        : " From its output:\n  " + String.join("\n  ", excerpt) + nextStep(excerpt);
  }

  private String nextStep(List<String> output) {
    return new KnownFailures(this).remedy(output).map(step -> "\n" + step).orElse("");
  }

  /**
   * The version that the program prints. A wrapper may print other lines first.
   *
   * @param line matches the line with the version, which is the pattern's first group
   */
  Optional<String> version(Pattern line, Path program, String... arguments)
      throws InterruptedException {
    try {
      return runner.capture(command(program, List.of(arguments))).stream()
          .map(line::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .findFirst();
    } catch (CommandFailedException unknown) {
      return Optional.empty();
    }
  }
}
