package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one generation of Mirage is called, always in the directory that holds {@code config.ml}, and
 * what it leaves there. Read from the sources of each release of mirage/mirage, and of functoria
 * where a release takes its command line from there. What has a body here holds for Mirage 2 and 3.
 */
interface CommandLines {

  /** The command lines of this version, which is a supported one. */
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
   * @param output the name to give the kernel, where {@link #namesOutput}
   */
  List<String> configure(Target target, Optional<String> output, Map<String, String> keys);

  /** What fetches and installs the dependencies of the configured unikernel. */
  default List<String> depends() {
    return List.of("make", "depend");
  }

  /** What builds the configured unikernel. */
  default List<String> build() {
    return List.of("mirage", "build");
  }

  /** Whether the kernel can be given another name than the one {@code config.ml} registers. */
  default boolean namesOutput() {
    return false;
  }

  /** Whether the site is turned into code by {@code configure}, and not by the build. */
  default boolean readsSiteWhenConfigured() {
    return false;
  }

  /**
   * Whether dune builds the kernel, with its dependencies fetched as source into {@code duniverse/}
   * and not only installed.
   */
  default boolean buildsWithDune() {
    return false;
  }

  /** The configure-time keys that give a generic network stack its address as wanted. */
  default Map<String, String> networkKeys(Target target, Network network) {
    return Map.of();
  }

  /** Where the kernel lands, relative to the unikernel's directory. */
  String kernel(String name, Target target);

  /** The files that {@code configure} leaves and the build does not change. */
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
