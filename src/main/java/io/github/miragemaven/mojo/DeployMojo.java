package io.github.miragemaven.mojo;

import io.github.miragemaven.AwsSteps;
import io.github.miragemaven.ami.DeploySettings;
import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.DeploymentFile;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.progress.Progress;
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

/**
 * Uploads the changed blocks of the disk image to AWS, and registers the image as an AMI.
 *
 * <p>The goal does nothing if the same image with the same settings is already an AMI, and
 * completes an interrupted deployment. The result is in {@code target/mirage/ami.json}, which is
 * attached to the project with the classifier {@code ami}, and in the properties {@code
 * mirage.ami.id}, {@code mirage.snapshot.id} and {@code mirage.ami.id.REGION}.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class DeployMojo extends UploadMojo {

  /**
   * The name of the image file in the build directory, without the extension {@code .img}. Example:
   * {@code <imageName>blog-disk</imageName>}.
   */
  @Parameter(property = "mirage.image.name", defaultValue = "${project.build.finalName}")
  String imageName;

  /**
   * The number of blocks to upload at the same time, 1 or more, each over its own connection.
   * Example: {@code -Dmirage.upload.connections=16}.
   */
  @Parameter(property = "mirage.upload.connections", defaultValue = "64")
  int uploadConnections;

  /**
   * The blocks of a new snapshot to read back: {@code sample}, some blocks if only changed blocks
   * were uploaded; {@code full}, all blocks; {@code none}. Example: {@code
   * -Dmirage.verifyUpload=full}.
   */
  @Parameter(property = "mirage.verifyUpload", defaultValue = "sample")
  String verifyUpload;

  /**
   * An AWS Systems Manager parameter to update with the new AMI's id after all regions have
   * succeeded. Default: none. Example: {@code -Dmirage.ssmParameter=/blog/ami}.
   */
  @Parameter(property = "mirage.ssmParameter")
  String ssmParameter;

  /**
   * Whether to print only what the deployment would do and cost, and to change nothing. Example:
   * {@code -Dmirage.dryRun}.
   */
  @Parameter(property = "mirage.dryRun", defaultValue = "false")
  boolean dryRun;

  /** Skips this goal. Example: {@code -Dmirage.deploy.skip}. */
  @Parameter(property = "mirage.deploy.skip", defaultValue = "false")
  boolean skipDeploy;

  @Inject private MavenProjectHelper artifacts;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.deploy.skip", skipDeploy);
  }

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    DeploySettings settings = settings();
    DiskImage image =
        buildSteps(progress)
            .lastImage(Path.of(project.getBuild().getDirectory(), imageName + ".img"));
    AwsSteps steps = awsSteps(uploadConnections, progress);
    if (dryRun) {
      steps.planDeployment(image, settings).forEach(getLog()::info);
      return;
    }
    List<Outcome<Deployed>> outcomes = steps.deploy(image, settings);
    Path file = mirageDirectory.toPath().resolve("ami.json");
    DeploymentFile.write(file, steps.project(), image, outcomes);
    new AmiResult(project, artifacts, getLog()).publish(outcomes, file.toFile());
    Outcome.requireSuccess(outcomes);
  }

  private DeploySettings settings() throws FailureException {
    requireInRange("mirage.upload.connections", uploadConnections, 1, Integer.MAX_VALUE);
    return new DeploySettings(
        regionNames(),
        amiSettings(),
        new UploadSettings(
            mirageDirectory.toPath().resolve("deploy"),
            uploadConnections,
            Choices.parse("mirage.verifyUpload", verifyUpload, Verification.class)),
        uploadStrategy(),
        Choices.parse("mirage.spread", spread, Spread.class),
        given(ssmParameter));
  }
}
