package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.io.File;

/**
 * A file or directory that goes into the image: {@code
 * <file><source>src/main/site</source><destination>/www</destination></file>}, or in short {@code
 * <file>src/main/site=/www</file>}.
 */
public final class FileMapping {

  private File source;
  private String destination;

  /** Where it lies, relative to the project's directory. */
  public void setSource(File source) {
    this.source = source;
  }

  /** Its absolute path in the image; without one, its own name in the image's root. */
  public void setDestination(String destination) {
    this.destination = destination;
  }

  /** The short form: the source, then {@code =} and the destination. */
  public void set(String mapping) {
    int equals = mapping.lastIndexOf('=');
    source = new File(equals < 0 ? mapping : mapping.substring(0, equals));
    destination = equals < 0 ? null : mapping.substring(equals + 1);
  }

  File source() throws UserFailureException {
    if (source == null || source.getPath().isBlank()) {
      throw new UserFailureException(
          "A <file> of <files> has no <source>%s.%nGive it one (-Dmirage.files=SOURCE=DESTINATION,...)."
              .formatted(destination == null ? "" : ", only the destination " + destination));
    }
    return source;
  }

  String destination() throws UserFailureException {
    return destination == null || destination.isBlank() ? "/" + source().getName() : destination;
  }
}
