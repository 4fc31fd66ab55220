package io.github.miragemaven.mirage;

import java.nio.file.Path;
import java.util.Set;

/**
 * The directories of a unikernel's build.
 *
 * @param projectDirectory the directory that paths in messages are relative to
 * @param directory the working copy, in which Mirage runs
 * @param siteDirectory the site's directory, relative to the working copy
 */
public record UnikernelLayout(Path projectDirectory, Path directory, String siteDirectory) {

  /** Directories in the working copy that belong to Mirage and dune. */
  private static final Set<String> RESERVED = Set.of("_build", "dist", "duniverse", "mirage");

  /** Makes the paths absolute. */
  public UnikernelLayout {
    projectDirectory = projectDirectory.toAbsolutePath().normalize();
    directory = directory.toAbsolutePath().normalize();
  }

  /** The site's directory in the working copy. */
  Path site() {
    return directory.resolve(siteDirectory).normalize();
  }

  /** The site's directory relative to the working copy, normalized, with slashes. */
  String relativeSite() {
    return directory.relativize(site()).toString().replace('\\', '/');
  }

  /** A path as messages show it: relative to the project directory if it is inside. */
  String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(projectDirectory) && !absolute.equals(projectDirectory)
        ? projectDirectory.relativize(absolute).toString()
        : absolute.toString();
  }

  /** Rejects a site directory that is outside the working copy or belongs to Mirage. */
  void check() throws MirageException {
    Path site = site();
    if (!site.startsWith(directory) || site.equals(directory)) {
      throw new MirageException(
          "<siteDirectory> is '%s', which is not inside the unikernel's directory.%nSet it to the directory that config.ml names (-Dmirage.siteDirectory=htdocs)."
              .formatted(siteDirectory));
    }
    String first = directory.relativize(site).getName(0).toString();
    if (RESERVED.contains(first)) {
      throw new MirageException(
          "<siteDirectory> is '%s', but Mirage uses %s for its own files.%nChoose another directory (-Dmirage.siteDirectory=htdocs)."
              .formatted(siteDirectory, first));
    }
  }
}
