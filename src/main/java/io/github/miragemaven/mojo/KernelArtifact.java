package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** A kernel as the user names it: a file, or the coordinates of an artifact. */
final class KernelArtifact {

  static final String PACKAGING = "unikernel";
  static final String EXTENSION = "elf";
  static final String CLASSIFIER = "kernel";

  private static final Pattern COORDINATES = Pattern.compile("[^\\s:/\\\\]+(:[^\\s:/\\\\]+){2,4}");
  private static final int SHORT_FORM = 3;

  private final RepositorySystem repositories;
  private final MavenSession session;
  private final MavenProject project;

  KernelArtifact(RepositorySystem repositories, MavenSession session, MavenProject project) {
    this.repositories = repositories;
    this.session = session;
    this.project = project;
  }

  /** The kernel's file, downloaded if need be. */
  Path resolve(String named) throws UserFailureException {
    Path file = file(named);
    if (Files.exists(file) && !file.equals(project.getBasedir().toPath())) {
      return file;
    }
    if (!COORDINATES.matcher(named).matches()) {
      throw new UserFailureException(
          "The kernel %s is not there.%nSet <kernel> (-Dmirage.kernel=...) to a file, or to groupId:artifactId:version of one in a repository."
              .formatted(file));
    }
    return download(named);
  }

  private Path file(String named) {
    try {
      return project.getBasedir().toPath().resolve(named);
    } catch (InvalidPathException coordinatesOnWindows) {
      return project.getBasedir().toPath();
    }
  }

  private Path download(String coordinates) throws UserFailureException {
    String[] part = coordinates.split(":", -1);
    Artifact wanted =
        part.length == SHORT_FORM
            ? new DefaultArtifact(part[0], part[1], CLASSIFIER, EXTENSION, part[2])
            : new DefaultArtifact(coordinates);
    try {
      return repositories
          .resolveArtifact(
              session.getRepositorySession(),
              new ArtifactRequest(wanted, project.getRemoteProjectRepositories(), "mirage"))
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new UserFailureException(
          "The kernel %s could not be resolved: %s%nCorrect <kernel> (-Dmirage.kernel=%s), or add the repository that has it to the POM."
              .formatted(wanted, e.getMessage(), coordinates),
          e);
    }
  }
}
