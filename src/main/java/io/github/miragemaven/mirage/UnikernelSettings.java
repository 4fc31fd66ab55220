package io.github.miragemaven.mirage;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is configured and built.
 *
 * @param sources the directory of the user's {@code config.ml}; empty for the static-site unikernel
 *     that comes with the plugin
 * @param directory where the sources are copied to and Mirage works
 * @param name the unikernel's name; empty for the one that {@code config.ml} registers
 * @param defaultName the name that the supplied unikernel gets when {@code name} is empty
 * @param target what the kernel runs on
 * @param siteDirectory where in the unikernel's directory the site is copied to, relative
 * @param keys configure-time keys by name, without hyphens; an empty value for a flag
 * @param opam whether the tools are started through {@code opam exec}
 * @param opamSwitch the switch they are started in; set, it implies {@code opam}
 * @param depends when dependencies are fetched
 * @param offline whether the network must not be used
 * @param network how the unikernel gets its address
 * @param environment variables set for the tools, beside those of this process
 * @param projectDirectory what paths in messages are relative to
 */
public record UnikernelSettings(
    Optional<Path> sources,
    Path directory,
    Optional<String> name,
    String defaultName,
    Target target,
    String siteDirectory,
    Map<String, String> keys,
    boolean opam,
    Optional<String> opamSwitch,
    Depends depends,
    boolean offline,
    Network network,
    Map<String, String> environment,
    Path projectDirectory) {

  /** A name that is the same as a file name, an opam package's and on every command line. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Options of {@code mirage configure} that other settings stand for. */
  private static final Set<String> SET_OTHERWISE =
      Set.of("t", "target", "unix", "xen", "o", "output", "f", "file", "config-file");

  /** What Mirage and dune call their own in a unikernel's directory. */
  static final Set<String> RESERVED = Set.of("_build", "dist", "duniverse", "mirage");

  /** Makes the paths absolute and copies the maps, sorted. */
  public UnikernelSettings {
    sources = sources.map(path -> path.toAbsolutePath().normalize());
    directory = directory.toAbsolutePath().normalize();
    projectDirectory = projectDirectory.toAbsolutePath().normalize();
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Whether the tools are started through {@code opam exec}. */
  boolean throughOpam() {
    return opam || opamSwitch.isPresent();
  }

  /** The directory in the copy that holds the site. */
  Path site() {
    return directory.resolve(siteDirectory).normalize();
  }

  /** A path as messages show it: relative to the project where it lies inside. */
  String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(projectDirectory) && !absolute.equals(projectDirectory)
        ? projectDirectory.relativize(absolute).toString()
        : absolute.toString();
  }

  /**
   * Refuses settings that cannot work whatever is installed.
   *
   * @throws MirageException naming the parameter
   */
  void check() throws MirageException {
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new MirageException(
          "<unikernelName> is '"
              + name.get()
              + "'.\nUse letters, digits, dots, hyphens and underscores, with a letter or a digit"
              + " first (-Dmirage.unikernelName=…).");
    }
    for (String key : keys.keySet()) {
      if (!KEY.matcher(key).matches()) {
        throw new MirageException(
            "<keys> names '"
                + key
                + "'.\n"
                + "Write configure-time keys without the hyphens in front: <kv_ro>crunch</kv_ro>.");
      }
    }
    for (String key : keys.keySet()) {
      if (SET_OTHERWISE.contains(key)) {
        throw new MirageException(
            "<keys> sets '"
                + key
                + "', which the plugin gives to mirage itself.\nTake it out, and set <target>"
                + " (-Dmirage.target=…) or <unikernelName> (-Dmirage.unikernelName=…).");
      }
    }
    checkSiteDirectory();
  }

  private void checkSiteDirectory() throws MirageException {
    Path site = directory.resolve(siteDirectory).normalize();
    if (!site.startsWith(directory) || site.equals(directory)) {
      throw new MirageException(
          "<siteDirectory> is '"
              + siteDirectory
              + "', which is not a directory inside the unikernel's.\n"
              + "Name one, as config.ml does (-Dmirage.siteDirectory=htdocs).");
    }
    String first = directory.relativize(site).getName(0).toString();
    if (RESERVED.contains(first)) {
      throw new MirageException(
          "<siteDirectory> is '"
              + siteDirectory
              + "', and "
              + first
              + " belongs to Mirage's own files.\nName another (-Dmirage.siteDirectory=htdocs).");
    }
  }
}
