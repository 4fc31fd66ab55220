package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A test's project directory with the user's settings and fake programs. */
final class SiteProject {

  final Path directory;
  private final RecordedProgress progress = new RecordedProgress();
  private final Map<String, String> environment = new HashMap<>();
  private Optional<Path> source = Optional.empty();
  private Optional<Generator> generator = Optional.empty();
  private Optional<String> command = Optional.empty();
  private Optional<Path> output = Optional.empty();
  private String path;
  private Regeneration when = Regeneration.ALWAYS;

  SiteProject(Path directory) {
    this.directory = directory;
    this.path = directory.resolveSibling("bin").toString();
  }

  /** A copy of one of the projects under {@code src/it}. */
  static SiteProject copyOf(String name, Path directory) throws IOException {
    Path original = Path.of("src", "it", name);
    Files.createDirectories(directory);
    try (Stream<Path> tree = Files.walk(original)) {
      for (Path from : tree.toList()) {
        Path to = directory.resolve(original.relativize(from).toString());
        if (!Files.isDirectory(to)) {
          Files.copy(from, to);
        }
      }
    }
    return new SiteProject(directory).onRealPath();
  }

  /** Finds the real programs instead of the scripts. */
  SiteProject onRealPath() {
    path = System.getenv("PATH");
    return this;
  }

  /** Writes a file and creates its parent directories. */
  SiteProject file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  /** Adds a shell script to the PATH, which contains no other programs. */
  SiteProject program(String name, String script) throws IOException {
    Path bin = directory.resolveSibling("bin");
    Files.createDirectories(bin);
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return this;
  }

  SiteProject source(String value) {
    source = Optional.of(Path.of(value));
    return this;
  }

  SiteProject generator(Generator value) {
    generator = Optional.of(value);
    return this;
  }

  SiteProject command(String value) {
    command = Optional.of(value);
    return this;
  }

  SiteProject output(String value) {
    output = Optional.of(Path.of(value));
    return this;
  }

  SiteProject environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  SiteProject when(Regeneration value) {
    when = value;
    return this;
  }

  StaticSite build() throws FailureException, InterruptedException {
    progress.lines().clear();
    SiteSettings settings =
        new SiteSettings(
            directory, Path.of("target"), source, generator, command, output, environment);
    Programs programs = Programs.of(Map.of("PATH", path));
    return new SiteBuilder(programs, new CommandRunner(progress), state(), progress)
        .build(settings, when);
  }

  BuildState state() {
    return new BuildState(directory.resolve("target").resolve("mirage").resolve("state"));
  }

  /** The lines that the last build reported. */
  List<String> lines() {
    return progress.lines();
  }

  /** Whether the last build found the site unchanged. */
  boolean wasUpToDate() {
    return progress.lines().get(progress.lines().size() - 1).startsWith("INFO up to date: ");
  }

  /** Whether the last build ran no generator. */
  boolean wasSkipped() {
    return progress.lines().size() == 1 && wasUpToDate();
  }
}
