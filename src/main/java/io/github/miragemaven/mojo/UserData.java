package io.github.miragemaven.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads user data that is either the name of a file or the text itself. */
final class UserData {

  private UserData() {}

  static String read(String value, Path projectDirectory) throws IOException {
    Optional<Path> file = ExistingPath.of(projectDirectory, value).filter(Files::isRegularFile);
    return file.isPresent() ? Files.readString(file.get()) : value;
  }
}
