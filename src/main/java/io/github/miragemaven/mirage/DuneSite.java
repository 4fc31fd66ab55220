package io.github.miragemaven.mirage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes dune include the whole site. By default, dune ignores directories whose names start with a
 * dot or an underscore (stanza {@code dirs}), so that {@code .well-known} or {@code _next} would be
 * missing from the kernel, and it interprets files named {@code dune}.
 */
final class DuneSite {

  private static final String OURS = "\n;; Directories of the site that dune would ignore\n";

  private DuneSite() {}

  /**
   * Rejects a site with a file that dune would interpret.
   *
   * @param files the site's files by relative path, with slashes
   */
  static void check(Set<String> files) throws MirageException {
    for (String file : files) {
      if (file.equals("dune") || file.endsWith("/dune")) {
        throw new MirageException(
            "The site contains a file named %s, which dune, Mirage's build tool, would interpret as a build file.\nRename it, or exclude it from the site."
                .formatted(file));
      }
    }
  }

  /** Adds the site's hidden directories to the {@code dune} file that configuring created. */
  static void declare(UnikernelLayout layout) throws IOException {
    Path file = layout.directory().resolve("dune");
    if (!Files.isRegularFile(file)) {
      return;
    }
    String before = Files.readString(file, StandardCharsets.UTF_8);
    int ours = before.indexOf(OURS);
    String generated = ours < 0 ? before : before.substring(0, ours);
    String stanzas = stanzas(layout);
    String after = stanzas.isEmpty() ? generated : generated + OURS + stanzas;
    if (!after.equals(before)) {
      Files.writeString(file, after, StandardCharsets.UTF_8);
    }
  }

  private static String stanzas(UnikernelLayout layout) throws IOException {
    Path site = layout.site();
    if (!Files.isDirectory(site)) {
      return "";
    }
    Set<Path> parents = new TreeSet<>();
    List<Path> all;
    try (Stream<Path> walk = Files.walk(site)) {
      all = walk.toList();
    }
    for (Path path : all) {
      String name = path.getFileName().toString();
      boolean hidden = name.startsWith(".") || name.startsWith("_");
      if (hidden && Files.isDirectory(path) && !path.equals(site)) {
        parents.add(layout.directory().relativize(path.getParent()));
      }
    }
    return parents.stream()
        .map(parent -> "(subdir " + quoted(parent) + " (dirs :standard .* _*))\n")
        .collect(Collectors.joining());
  }

  private static String quoted(Path path) {
    String text = path.toString().replace('\\', '/');
    return '"' + text.replace("\"", "\\\"").replace("%{", "\\%{") + '"';
  }
}
