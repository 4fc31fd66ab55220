package io.github.miragemaven.mojo;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.UserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.apache.maven.project.MavenProject;

/**
 * Identifies the directory, on this machine, that a deployment comes from. A later run from the
 * same directory can safely remove the resources of a killed run.
 */
final class Origin {

  private static final int DIGITS = 16;

  private Origin() {}

  /** The Maven project with its origin. */
  static Project project(MavenProject project) throws IOException, UserFailureException {
    return new Project(
        project.getGroupId(),
        project.getArtifactId(),
        project.getVersion(),
        Optional.ofNullable(Origin.class.getPackage().getImplementationVersion())
            .orElse("unpackaged"),
        of(UserDirectory.require(), project.getBasedir().toPath()));
  }

  /** A digest of the directory and of a random number in the user's home directory. */
  static String of(Path home, Path directory) throws IOException {
    return Sha256.of(machine(home) + "\0" + directory.toAbsolutePath()).hex().substring(0, DIGITS);
  }

  private static String machine(Path home) throws IOException {
    Path file = home.resolve("machine");
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      Files.createDirectories(home);
      Path aside = Files.createTempFile(home, "machine", ".tmp");
      Files.writeString(aside, UUID.randomUUID().toString());
      try {
        Files.createLink(file, aside);
      } catch (IOException | UnsupportedOperationException notSupported) {
        if (!Files.exists(file)) {
          Files.copy(aside, file);
        }
      } finally {
        Files.delete(aside);
      }
      return Files.readString(file);
    }
  }
}
