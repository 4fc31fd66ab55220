package io.github.miragemaven.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads user data that is either the name of a file or the text itself. */
final class UserData {

  private UserData() {}

  static String read(String value, Path projectDirectory) throws IOException {
    Path file;
    try {
      file = projectDirectory.resolve(value.strip());
    } catch (InvalidPathException e) {
      return value; // On Windows, JSON is not a valid path.
    }
    return Files.isRegularFile(file) ? Files.readString(file) : value;
  }
}
