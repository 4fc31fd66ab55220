package io.github.miragemaven.process;

import io.github.miragemaven.failure.UserFailureException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory for the files that the plugin keeps for a user: {@code ~/.mirage}. A user without
 * an entry in {@code /etc/passwd}, as in many containers, has it in {@code HOME} or in {@code
 * XDG_STATE_HOME} (XDG Base Directory Specification); Java then reports {@code ?} as its home
 * directory.
 */
public final class UserDirectory {

  private static final String NAME = ".mirage";

  private UserDirectory() {}

  /**
   * Returns the directory of the user who runs this process. It may not exist yet.
   *
   * @throws UserFailureException if the user has no directory to write to
   */
  public static Path require() throws UserFailureException {
    String home = System.getProperty("user.home", "");
    return find()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "This user has no home directory to write to: user.home is \"%s\", HOME is \"%s\".%nSet the environment variable HOME to a writable directory."
                        .formatted(home, System.getenv().getOrDefault("HOME", ""))));
  }

  /** Returns the directory of the user who runs this process, if there is one. */
  public static Optional<Path> find() {
    return find(System.getProperty("user.home", ""), System.getenv());
  }

  static Optional<Path> find(String userHome, Map<String, String> environment) {
    return Stream.concat(
            Stream.of(userHome, environment.getOrDefault("HOME", ""))
                .flatMap(UserDirectory::absolute)
                .filter(Files::isDirectory)
                .map(home -> home.resolve(NAME)),
            absolute(environment.getOrDefault("XDG_STATE_HOME", ""))
                .map(state -> state.resolve("mirage")))
        .filter(UserDirectory::canWrite)
        .findFirst();
  }

  private static Stream<Path> absolute(String path) {
    try {
      return Stream.of(Path.of(path)).filter(Path::isAbsolute);
    } catch (InvalidPathException notAPath) {
      return Stream.empty();
    }
  }

  /** Returns whether this user may write to the directory, or create it. */
  private static boolean canWrite(Path directory) {
    Path existing = directory;
    while (existing.getParent() != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }
}
