package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Resolves a file that the user names by its path or by Maven coordinates. */
final class NamedArtifact {

  /** The kind of file: its noun and parameter in messages, and the defaults of coordinates. */
  enum Kind {
    KERNEL("kernel", "kernel", "kernel", "elf"),
    GRUB("GRUB package", "grub", "", "deb");

    private final String noun;
    private final String parameter;
    private final String classifier;
    private final String extension;

    Kind(String noun, String parameter, String classifier, String extension) {
      this.noun = noun;
      this.parameter = parameter;
      this.classifier = classifier;
      this.extension = extension;
    }

    String classifier() {
      return classifier;
    }

    String extension() {
      return extension;
    }
  }

  private static final Pattern COORDINATES = Pattern.compile("[^\\s:/\\\\]+(:[^\\s:/\\\\]+){2,4}");
  private static final int SHORT_FORM = 3;

  private final Kind kind;
  private final RepositorySystem repositories;
  private final MavenSession session;
  private final MavenProject project;

  NamedArtifact(
      Kind kind, RepositorySystem repositories, MavenSession session, MavenProject project) {
    this.kind = kind;
    this.repositories = repositories;
    this.session = session;
    this.project = project;
  }

  /** Returns the file or directory, downloading it if necessary. */
  Path resolve(String name) throws UserFailureException {
    Optional<Path> file =
        ExistingPath.of(project.getBasedir().toPath(), name).or(() -> inExecutionRoot(name));
    if (file.isPresent()) {
      return file.get();
    }
    if (!COORDINATES.matcher(name).matches()) {
      throw new UserFailureException(
          "The %s %s does not exist (a relative path is one from %s).%nSet <%s> (-Dmirage.%s=...) to a file, or to groupId:artifactId:version of one in a repository."
              .formatted(kind.noun, name, project.getBasedir(), kind.parameter, kind.parameter));
    }
    return download(name);
  }

  /**
   * Finds a path of the command line, which may be relative to the directory of the whole build.
   */
  private Optional<Path> inExecutionRoot(String name) {
    return name.equals(session.getUserProperties().getProperty("mirage." + kind.parameter))
        ? Optional.ofNullable(session.getExecutionRootDirectory())
            .flatMap(root -> ExistingPath.of(Path.of(root), name))
        : Optional.empty();
  }

  private Path download(String coordinates) throws UserFailureException {
    String[] part = coordinates.split(":", -1);
    Artifact wanted =
        part.length == SHORT_FORM
            ? new DefaultArtifact(part[0], part[1], kind.classifier, kind.extension, part[2])
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
          "The %s %s could not be resolved: %s%nCorrect <%s> (-Dmirage.%s=%s), or add the repository that has it to the POM."
              .formatted(
                  kind.noun, wanted, e.getMessage(), kind.parameter, kind.parameter, coordinates),
          e);
    }
  }
}
