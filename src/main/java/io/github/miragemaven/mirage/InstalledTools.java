package io.github.miragemaven.mirage;

import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Identifies the programs that {@code mirage} and {@code make} run, and their opam switch, by their
 * files: running each for its version would take longer than the rest of an up-to-date build.
 */
final class InstalledTools {

  /** The programs that compile {@code config.ml}. */
  private static final List<String> COMPILERS = List.of("dune", "ocaml", "ocamlc", "ocamlfind");

  private static final String SOLO5 = "solo5-elftool";

  /** The list of packages installed in an opam switch (opam manual, File layout). */
  private static final String SWITCH_STATE = ".opam-switch/switch-state";

  private final Programs programs;
  private final ToolSettings settings;
  private final Path projectDirectory;

  InstalledTools(Programs programs, ToolSettings settings, Path projectDirectory) {
    this.programs = programs;
    this.settings = settings;
    this.projectDirectory = projectDirectory;
  }

  /** The installed compilers' identities by name. */
  Map<String, String> compilers() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : COMPILERS) {
      put(found, name, find(name));
    }
    return found;
  }

  /** The compilers, and all other inputs of a kernel outside its directory. */
  Map<String, String> all() throws IOException {
    Map<String, String> found = compilers();
    put(found, SOLO5, find(SOLO5));
    put(
        found,
        "opam switch",
        opamSwitch()
            .map(directory -> directory.resolve(SWITCH_STATE))
            .filter(Files::isRegularFile));
    return found;
  }

  private static void put(Map<String, String> found, String name, Optional<Path> file)
      throws IOException {
    if (file.isPresent()) {
      Path real = file.get().toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      found.put(name, real + " " + attributes.size() + " " + attributes.lastModifiedTime());
    }
  }

  private Optional<Path> find(String name) {
    Optional<Path> inSwitch =
        settings.opam()
            ? opamSwitch()
                .map(directory -> Map.of("PATH", directory.resolve("bin").toString()))
                .flatMap(environment -> Programs.of(environment).find(name))
            : Optional.empty();
    return inSwitch.or(() -> programs.find(name));
  }

  /** The directory of the opam switch in use, if known without running opam. */
  private Optional<Path> opamSwitch() {
    if (settings.opamSwitch().isEmpty()) {
      return variable("OPAMSWITCHPREFIX").map(Path::of);
    }
    String name = settings.opamSwitch().get();
    if (name.contains("/") || name.startsWith(".")) { // A local switch is in _opam of a directory.
      return Optional.of(projectDirectory.resolve(name).resolve("_opam"));
    }
    return variable("OPAMROOT")
        .map(Path::of)
        .or(() -> variable("HOME").map(home -> Path.of(home, ".opam")))
        .map(root -> root.resolve(name));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(
        settings.environment().getOrDefault(name, System.getenv().get(name)));
  }
}
