package io.github.miragemaven.mojo;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import java.io.File;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Attaches the image and the kernel to the project. */
final class BuildArtifacts {

  private static final NamedArtifact.Kind KERNEL = NamedArtifact.Kind.KERNEL;

  private final MavenProject project;
  private final MavenProjectHelper artifacts;

  BuildArtifacts(MavenProject project, MavenProjectHelper artifacts) {
    this.project = project;
    this.artifacts = artifacts;
  }

  /** Attaches both; a second image of the same project brings the same kernel. */
  void attach(DiskImage image, Optional<String> classifier, Kernel kernel) {
    File file = image.file().toFile();
    if (classifier.isEmpty() && project.getPackaging().equals(DeployingBuild.PACKAGING)) {
      project.getArtifact().setFile(file);
    } else {
      artifacts.attachArtifact(project, "img", classifier.orElse("image"), file);
    }
    if (project.getAttachedArtifacts().stream()
        .noneMatch(artifact -> KERNEL.classifier().equals(artifact.getClassifier()))) {
      artifacts.attachArtifact(
          project, KERNEL.extension(), KERNEL.classifier(), kernel.file().toFile());
    }
  }
}
