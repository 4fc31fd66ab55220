package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.ImageFile;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or directory to put into the image: {@code
 * <file><source>src/main/site</source><destination>/www</destination></file>}, or for short {@code
 * <file>src/main/site=/www</file>}.
 */
public final class FileMapping {

  private File source;
  private String destination;

  /** The file or directory, relative to the project's directory. */
  public void setSource(File source) {
    this.source = source;
  }

  /** The absolute path in the image; by default the source's name in the root directory. */
  public void setDestination(String destination) {
    this.destination = destination;
  }

  /** The short form: the source, optionally followed by {@code =} and the destination. */
  public void set(String mapping) {
    int equals = mapping.lastIndexOf('=');
    source = new File(equals < 0 ? mapping : mapping.substring(0, equals));
    destination = equals < 0 ? null : mapping.substring(equals + 1);
  }

  static List<ImageFile> imageFiles(List<FileMapping> mappings, Path projectDirectory)
      throws UserFailureException {
    List<ImageFile> files = new ArrayList<>();
    for (FileMapping mapping : mappings == null ? List.<FileMapping>of() : mappings) {
      files.add(mapping.imageFile(projectDirectory));
    }
    return files;
  }

  private ImageFile imageFile(Path projectDirectory) throws UserFailureException {
    boolean named = destination != null && !destination.isBlank();
    if (source == null || source.getPath().isBlank()) {
      throw new UserFailureException(
          "A <file> of <files> has no <source>%s.%nGive it one (-Dmirage.files=SOURCE=DESTINATION,...)."
              .formatted(named ? ", only the destination " + destination : ""));
    }
    return new ImageFile(
        projectDirectory.resolve(source.toPath()), named ? destination : "/" + source.getName());
  }
}
