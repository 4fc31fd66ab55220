package io.github.miragemaven.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs on a {@code PATH}. */
public final class Programs {

  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final String DEFAULT_EXTENSIONS = ".com;.exe;.bat;.cmd";

  private final List<Path> directories;
  private final List<String> extensions;

  /**
   * The programs on the {@code PATH} of an environment.
   *
   * @param windows whether variable names ignore case and programs have extensions
   */
  Programs(Map<String, String> environment, boolean windows) {
    this.directories =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(variable(environment, "PATH", windows).orElse(""))
            .filter(entry -> !entry.isBlank())
            .flatMap(Programs::directory)
            .toList();
    this.extensions =
        windows
            ? Stream.of(
                    variable(environment, "PATHEXT", true).orElse(DEFAULT_EXTENSIONS).split(";"))
                .map(extension -> extension.toLowerCase(Locale.ROOT))
                .toList()
            : List.of("");
  }

  /** The programs on this process's own {@code PATH}. */
  public static Programs ofThisProcess() {
    return of(System.getenv());
  }

  /** The programs on the {@code PATH} of the given environment. */
  public static Programs of(Map<String, String> environment) {
    return new Programs(environment, WINDOWS);
  }

  /** Whether the environment sets a {@code PATH}. */
  public static boolean hasPath(Map<String, String> environment) {
    return variable(environment, "PATH", WINDOWS).isPresent();
  }

  /** The programs of a command that adds these variables to its environment. */
  public Programs with(Map<String, String> environment) {
    return hasPath(environment) ? of(environment) : this;
  }

  /** The file of the program with this name. */
  public Optional<Path> find(String name) {
    return directories.stream()
        .flatMap(directory -> extensions.stream().map(ext -> directory.resolve(name + ext)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** A variable's value. On Windows, names ignore case: the system itself uses {@code Path}. */
  private static Optional<String> variable(
      Map<String, String> environment, String name, boolean windows) {
    return environment.entrySet().stream()
        .filter(e -> windows ? e.getKey().equalsIgnoreCase(name) : e.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Stream<Path> directory(String entry) {
    try {
      return Stream.of(Path.of(entry));
    } catch (InvalidPathException notADirectory) {
      return Stream.empty();
    }
  }
}
