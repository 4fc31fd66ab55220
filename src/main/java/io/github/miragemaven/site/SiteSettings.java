package io.github.miragemaven.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's settings for the site. Relative paths are relative to the project directory, except
 * for the output.
 *
 * @param projectDirectory the directory of the project's {@code pom.xml}
 * @param buildDirectory the project's build directory, {@code target}
 * @param source {@code <source>}: the directory of the site's sources; by default {@code
 *     src/main/site} if it exists, otherwise the project directory
 * @param generator {@code <generator>}: the generator that builds the site; by default detected
 *     from its files
 * @param command {@code <command>}: a shell command, run in the source directory, that builds the
 *     site instead of a generator
 * @param output {@code <output>}: the directory of the finished site, relative to the source
 *     directory; by default the generator's
 * @param environment {@code <environment>}: variables to set for the generator, in addition to this
 *     process's
 */
public record SiteSettings(
    Path projectDirectory,
    Path buildDirectory,
    Optional<Path> source,
    Optional<Generator> generator,
    Optional<String> command,
    Optional<Path> output,
    Map<String, String> environment) {

  /** Maven's own files in the project directory; directories end with a slash. */
  static final List<String> MAVEN_FILES =
      List.of(
          "pom.xml",
          "mvnw",
          "mvnw.cmd",
          ".mvn/",
          "release.properties",
          "dependency-reduced-pom.xml",
          "src/main/mirage/");

  /** Makes the directories absolute and copies the environment. */
  public SiteSettings {
    projectDirectory = projectDirectory.toAbsolutePath().normalize();
    buildDirectory = projectDirectory.resolve(buildDirectory).normalize();
    source = source.map(projectDirectory::resolve).map(Path::normalize);
    environment = Map.copyOf(environment);
  }

  /** Whether this is one of Maven's own files or directories, which are not part of the site. */
  boolean belongsToMaven(Path path) {
    return path.equals(buildDirectory)
        || MAVEN_FILES.stream().map(projectDirectory::resolve).anyMatch(path::equals);
  }

  /** A path as messages show it: relative to the project directory if it is inside. */
  String shown(Path path) {
    return path.equals(projectDirectory) ? "the project directory" : relative(path);
  }

  /** The path relative to the project directory (itself a dot), or absolute if it is outside. */
  String relative(Path path) {
    if (path.equals(projectDirectory)) {
      return ".";
    }
    return path.startsWith(projectDirectory)
        ? projectDirectory.relativize(path).toString().replace('\\', '/')
        : path.toString();
  }
}
