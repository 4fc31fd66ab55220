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
 * The programs behind {@code mirage} and {@code make}, and the opam switch they come from, told
 * from others by their files alone: to start each for its version would take longer than all else
 * in a build where nothing has changed.
 */
final class InstalledTools {

  /** What compiles {@code config.ml}. */
  private static final List<String> COMPILERS = List.of("dune", "ocaml", "ocamlc", "ocamlfind");

  private static final String SOLO5 = "solo5-elftool";

  /** What opam has installed in a switch, relative to its directory (opam manual, File layout). */
  private static final String SWITCH_STATE = ".opam-switch/switch-state";

  private final Programs programs;
  private final ToolSettings settings;
  private final Path projectDirectory;

  InstalledTools(Programs programs, ToolSettings settings, Path projectDirectory) {
    this.programs = programs;
    this.settings = settings;
    this.projectDirectory = projectDirectory;
  }

  /** The compilers that are there, by name, and which they are. */
  Map<String, String> compilers() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : COMPILERS) {
      put(found, name, find(name));
    }
    return found;
  }

  /** The compilers and all else that is linked into a kernel from outside its directory. */
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

  /** The directory of the switch in use, where that can be told without asking opam. */
  private Optional<Path> opamSwitch() {
    if (settings.opamSwitch().isEmpty()) {
      return variable("OPAMSWITCHPREFIX").map(Path::of);
    }
    String name = settings.opamSwitch().get();
    if (name.contains("/") || name.startsWith(".")) { // A local switch lies in a directory's _opam.
      return Optional.of(projectDirectory.resolve(name).resolve("_opam"));
    }
    return variable("OPAMROOT")
        .map(Path::of)
        .or(() -> Optional.of(Path.of(System.getProperty("user.home"), ".opam")))
        .map(root -> root.resolve(name));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(
        settings.environment().getOrDefault(name, System.getenv().get(name)));
  }
}
