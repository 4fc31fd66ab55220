package io.github.miragemaven.site;

import io.github.miragemaven.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The script {@code build} in a site's {@code package.json} that runs the site's generator. */
final class BuildScript {

  /** Programs that run other scripts of the same package. */
  private static final Set<String> RUNNERS =
      Set.of("npm", "pnpm", "yarn", "bun", "npm-run-all", "run-s", "run-p", "concurrently");

  /** Operators of the shell between commands. */
  private static final Pattern SEPARATOR = Pattern.compile("[;&|\n]+");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=[^$]*");

  private final Workspace workspace;
  private final String manager;
  private final List<String> call;
  private final int program;
  private final boolean alone;

  private BuildScript(Workspace workspace, List<List<String>> calls, List<String> call, int program)
      throws IOException {
    this.workspace = workspace;
    this.manager = manager(workspace);
    this.call = call;
    this.program = program;
    this.alone = calls.stream().filter(words -> !runsScript(words)).count() == 1;
  }

  /**
   * The build script, if it or a script that it runs calls the generator.
   *
   * @param isGenerator whether a word of a command line is the generator
   */
  static Optional<BuildScript> calling(Predicate<String> isGenerator, Workspace workspace)
      throws IOException {
    Optional<YamlMapping> json = packageIn(workspace.source());
    if (json.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> calls = calls(json.get().mapping("scripts"), "build", new HashSet<>());
    for (List<String> call : calls) {
      for (int word = 0; word < call.size(); word++) {
        if (isGenerator.test(call.get(word))) {
          return Optional.of(new BuildScript(workspace, calls, call, word));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The package.json in a directory; empty if it is unreadable, since it may be for other tools.
   */
  static Optional<YamlMapping> packageIn(Path directory) throws IOException {
    Path file = directory.resolve("package.json");
    try {
      return Files.isRegularFile(file)
          ? Optional.of(YamlMapping.read(file, file.toString()))
          : Optional.empty();
    } catch (SiteException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether the script runs other programs too. */
  boolean runsMore() {
    return !alone;
  }

  /** The command as the user types it. */
  String shown() {
    return manager + " run build";
  }

  /** The command, run by npm if the package's own manager is not installed. */
  Command command() throws MissingGeneratorException {
    Path found =
        workspace
            .programs()
            .find(manager)
            .or(() -> workspace.programs().find("npm"))
            .orElseThrow(
                () ->
                    new MissingGeneratorException(
                        "The build script in "
                            + workspace.shown(workspace.in("package.json"))
                            + " needs "
                            + manager
                            + ", which is not on the PATH.",
                        "apt-get install npm (Debian), or brew install node (macOS)"));
    return workspace.command(found, List.of("run", "build"));
  }

  /** The value of an option of the generator, such as {@code --output=dist}. */
  Optional<String> option(String name) {
    for (int word = program + 1; word < call.size(); word++) {
      if (call.get(word).startsWith(name + "=")) {
        return Optional.of(call.get(word).substring(name.length() + 1));
      }
      if (call.get(word).equals(name) && word + 1 < call.size()) {
        return Optional.of(call.get(word + 1));
      }
    }
    return Optional.empty();
  }

  /** The variables that the script sets for the generator. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    call.subList(0, program).stream()
        .filter(word -> ASSIGNMENT.matcher(word).matches())
        .map(word -> word.split("=", 2))
        .forEach(assignment -> variables.put(assignment[0], assignment[1]));
    return variables;
  }

  /** The words of each command in a script and in the scripts that it runs, without quotes. */
  private static List<List<String>> calls(YamlMapping scripts, String name, Set<String> seen) {
    List<List<String>> calls = new ArrayList<>();
    if (!seen.add(name)) {
      return calls;
    }
    String text = scripts.text(name).orElse("").replaceAll("[\"']", "");
    for (String command : SEPARATOR.split(text, -1)) {
      List<String> words = List.of(SPACE.split(command.strip(), -1));
      calls.add(words);
      if (runsScript(words)) {
        for (String word : words) {
          String glob = word.replaceFirst("^npm:", "").replaceFirst("\\*.*", "*");
          scripts.keys().stream()
              .filter(
                  key ->
                      glob.endsWith("*")
                          ? key.startsWith(glob.substring(0, glob.length() - 1))
                          : key.equals(glob))
              .forEach(key -> calls.addAll(calls(scripts, key, seen)));
        }
      }
    }
    return calls;
  }

  private static boolean runsScript(List<String> words) {
    return words.stream().map(word -> word.replaceFirst(":.*", "")).anyMatch(RUNNERS::contains);
  }

  /** The package manager that package.json or a lock file names, in the source or above it. */
  private static String manager(Workspace workspace) throws IOException {
    Map<String, String> locks = new LinkedHashMap<>();
    locks.put("package-lock.json", "npm");
    locks.put("pnpm-lock.yaml", "pnpm");
    locks.put("yarn.lock", "yarn");
    locks.put("bun.lock", "bun");
    locks.put("bun.lockb", "bun");
    for (Path directory : workspace.upward()) {
      Optional<String> named = packageIn(directory).flatMap(json -> json.text("packageManager"));
      if (named.isPresent()) {
        return named.get().replaceFirst("@.*", "");
      }
      for (Map.Entry<String, String> lock : locks.entrySet()) {
        if (Files.isRegularFile(directory.resolve(lock.getKey()))) {
          return lock.getValue();
        }
      }
    }
    return "npm";
  }
}
