package io.github.miragemaven.mojo;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Distinguishes the name of an existing file or directory from any other text. */
final class ExistingPath {

  private ExistingPath() {}

  /** Returns the file or directory of that name, if there is one. */
  static Optional<Path> of(Path directory, String name) {
    try {
      return Optional.of(directory.resolve(name.strip())).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty(); // On Windows, neither JSON nor Maven coordinates are a valid path.
    }
  }
}
