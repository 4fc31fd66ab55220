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

/** The programs that can be started by name: those on the {@code PATH}. */
public final class Programs {

  private final List<Path> directories;
  private final List<String> endings;

  private Programs(String path, String pathExt) {
    this.directories =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(path)
            .filter(entry -> !entry.isBlank())
            .flatMap(Programs::directory)
            .toList();
    this.endings =
        File.separatorChar == '\\'
            ? Stream.of(pathExt.split(";")).map(e -> e.toLowerCase(Locale.ROOT)).toList()
            : List.of("");
  }

  /** The programs on this process's own {@code PATH}. */
  public static Programs ofThisProcess() {
    return of(System.getenv());
  }

  /** The programs on the {@code PATH} of the given environment. */
  public static Programs of(Map<String, String> environment) {
    return new Programs(
        environment.getOrDefault("PATH", ""),
        environment.getOrDefault("PATHEXT", ".com;.exe;.bat;.cmd"));
  }

  /** The file that runs when the program is called by this name. */
  public Optional<Path> find(String name) {
    return directories.stream()
        .flatMap(directory -> endings.stream().map(ending -> directory.resolve(name + ending)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
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
