package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command lines of a major version of Mirage, which runs in the directory of {@code config.ml},
 * and the files it creates there. Based on the sources of each release of mirage/mirage, and of
 * functoria for the releases that use its command line. The default methods apply to Mirage 2 and
 * 3.
 */
interface CommandLines {

  /** The command lines of a supported version. */
  static CommandLines of(MirageVersion version) {
    return switch (version.major()) {
      case 2 -> new Mirage2(version);
      case 3 -> new Mirage3();
      default -> new Mirage4(version);
    };
  }

  /**
   * {@code mirage configure} with its arguments.
   *
   * @param output the kernel's name, if the version {@link #namesOutput supports} it
   */
  List<String> configure(Target target, Optional<String> output, Map<String, String> keys);

  /** Fetches and installs the dependencies of the configured unikernel. */
  default List<String> depends() {
    return List.of("make", "depend");
  }

  /** Builds the configured unikernel. */
  default List<String> build() {
    return List.of("mirage", "build");
  }

  /** Whether {@code configure} can rename the kernel. */
  default boolean namesOutput() {
    return false;
  }

  /** Whether {@code configure} compiles the site into code, rather than the build. */
  default boolean readsSiteWhenConfigured() {
    return false;
  }

  /** Whether dune builds the kernel, with the sources of its dependencies in {@code duniverse/}. */
  default boolean buildsWithDune() {
    return false;
  }

  /** The configure-time keys that set up a generic network stack. */
  default Map<String, String> networkKeys(Target target, Network network) {
    return Map.of();
  }

  /** The kernel's path, relative to the unikernel's directory. */
  String kernel(String name, Target target);

  /** The files that {@code configure} creates and the build does not change. */
  default List<String> configured() {
    return List.of("Makefile", "main.ml");
  }

  /** {@code --key=value}, and {@code --key} for an empty value; one hyphen before one letter. */
  static List<String> options(Map<String, String> keys) {
    List<String> options = new ArrayList<>();
    keys.forEach(
        (key, value) -> {
          if (key.length() == 1) {
            options.add("-" + key + value);
          } else {
            options.add("--" + key + (value.isEmpty() ? "" : "=" + value));
          }
        });
    return options;
  }
}
