package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.ami.DeploySettings;
import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployment;
import io.github.miragemaven.ami.DeploymentFile;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Uploads the disk image to AWS, as far as it is not there yet, and registers it as an AMI.
 *
 * <p>Nothing is done where the same image with the same settings is an AMI already. A run that was
 * interrupted is finished by the next. What came of it is in {@code target/mirage/ami.json}, which
 * is attached to the project with the classifier {@code ami}, and in the properties {@code
 * mirage.ami.id}, {@code mirage.snapshot.id} and {@code mirage.ami.id.REGION}.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class DeployMojo extends StrategyMojo {

  /**
   * The name of the image file in the build directory, without its ending {@code .img}. Example:
   * {@code <imageName>blog-disk</imageName>}.
   */
  @Parameter(property = "mirage.image.name", defaultValue = "${project.build.finalName}")
  String imageName;

  /**
   * The number of blocks that are uploaded at the same time, 1 or more, each over a connection of
   * its own. Example: {@code -Dmirage.upload.connections=16}.
   */
  @Parameter(property = "mirage.upload.connections", defaultValue = "64")
  int uploadConnections;

  /**
   * What is read back of a snapshot before it is used: {@code sample}, some blocks where only what
   * changed was sent; {@code full}, all of them; {@code none}. Example: {@code
   * -Dmirage.verifyUpload=full}.
   */
  @Parameter(property = "mirage.verifyUpload", defaultValue = "sample")
  String verifyUpload;

  /**
   * Prints what would be sent and made and what it would cost, and changes nothing. Example: {@code
   * -Dmirage.dryRun}.
   */
  @Parameter(property = "mirage.dryRun", defaultValue = "false")
  boolean dryRun;

  /** Skips this goal. Example: {@code -Dmirage.deploy.skip}. */
  @Parameter(property = "mirage.deploy.skip", defaultValue = "false")
  boolean skipDeploy;

  private final MavenProjectHelper artifacts;

  @Inject
  DeployMojo(SettingsDecrypter decrypter, MavenProjectHelper artifacts) {
    super(decrypter);
    this.artifacts = artifacts;
  }

  @Override
  Optional<String> reasonToSkip() {
    return skipDeploy ? Optional.of("mirage.deploy.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    DeploySettings settings = settings();
    DiskImage image = road.image(Path.of(project.getBuild().getDirectory(), imageName + ".img"));
    Project deployed = Origin.project(project);
    Deployment deployment =
        new Deployment(
            aws(settings.upload().connections()), settings, deployed, road.progress(), Time.real());
    if (dryRun) {
      deployment.plan(image).forEach(getLog()::info);
      return;
    }
    List<Outcome<Deployed>> outcomes = road.deploy(image, deployment);
    Path file = mirageDirectory.toPath().resolve("ami.json");
    DeploymentFile.write(file, deployed, image, outcomes);
    new AmiResult(project, artifacts, getLog()).hand(outcomes, file.toFile());
    Outcome.requireSuccess(outcomes);
  }

  private DeploySettings settings() throws UserFailureException {
    if (uploadConnections < 1) {
      throw new UserFailureException(
          "mirage.upload.connections is %d.%nSet it to 1 or more.".formatted(uploadConnections));
    }
    return new DeploySettings(
        regionNames(),
        amiSettings(),
        new UploadSettings(
            mirageDirectory.toPath().resolve("deploy"),
            uploadConnections,
            Verification.parse(verifyUpload)),
        way(),
        Spread.parse(spread),
        given(ssmParameter));
  }
}
