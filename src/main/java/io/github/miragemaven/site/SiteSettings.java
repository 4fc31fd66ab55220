package io.github.miragemaven.site;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the user says about the site. Relative paths are relative to the project directory, except
 * for the output.
 *
 * @param projectDirectory the directory of the project's {@code pom.xml}
 * @param buildDirectory the project's build directory, {@code target}
 * @param source {@code <source>}: the directory of the site's sources; by default {@code
 *     src/main/site}, or the project directory where a generator is recognised in it
 * @param generator {@code <generator>}: what builds the site; by default what is recognised
 * @param command {@code <command>}: a shell command line, run in the source directory, that builds
 *     the site instead of a generator known here
 * @param output {@code <output>}: where the finished site lies, relative to the source directory;
 *     by default where the generator's own configuration says
 * @param environment {@code <environment>}: variables set for the generator, beside those of this
 *     process
 */
public record SiteSettings(
    Path projectDirectory,
    Path buildDirectory,
    Optional<Path> source,
    Optional<Generator> generator,
    Optional<String> command,
    Optional<Path> output,
    Map<String, String> environment) {

  /** Makes the directories absolute and copies the environment. */
  public SiteSettings {
    projectDirectory = projectDirectory.toAbsolutePath().normalize();
    buildDirectory = projectDirectory.resolve(buildDirectory).normalize();
    source = source.map(projectDirectory::resolve).map(Path::normalize);
    environment = Map.copyOf(environment);
  }

  /** A path as the user knows it: relative to the project directory where it lies in it. */
  String shown(Path path) {
    return path.equals(projectDirectory) ? "the project directory" : relative(path);
  }

  /** The path from the project directory, which itself is a dot; one that lies elsewhere, whole. */
  String relative(Path path) {
    if (path.equals(projectDirectory)) {
      return ".";
    }
    return path.startsWith(projectDirectory)
        ? projectDirectory.relativize(path).toString().replace('\\', '/')
        : path.toString();
  }
}
