package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.process.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class DeployGoalTest {

  private static final String POM = "src/test/projects/pom.xml";
  private static final String KERNEL = "src/test/resources/kernels/xen-pv.elf";

  @TempDir Path directory;

  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private final RecordedLog log = new RecordedLog();

  @BeforeEach
  void setUpSession() {
    when(session.getUserProperties()).thenReturn(new Properties());
    when(session.getSystemProperties()).thenReturn(new Properties());
    when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    when(session.getSettings()).thenReturn(new Settings());
    project.getBuild().setDirectory(directory.resolve("target").toString());
    project.getBuild().setFinalName("blog-1.0");
    project.setGroupId("com.example");
    project.setArtifactId("blog");
    project.setVersion("1.0");
    project.setArtifact(
        new DefaultArtifact(
            "com.example", "blog", "1.0", null, "jar", null, new DefaultArtifactHandler("jar")));
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  void deployNeedsARegion(DeployMojo deploy) {
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("-Dmirage.region=us-west-2")
        .hasMessageContaining("-Dmirage.region=local");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  void usesTheRegionOfTheAwsEnvironmentAndSaysSo(DeployMojo deploy) {
    System.setProperty("aws.region", "eu-west-1");
    try {
      when(session.isOffline()).thenReturn(true);
      assertThatThrownBy(() -> run(deploy)).hasMessageContaining("but eu-west-1 needs a network");
      assertThat(log.lines())
          .contains("INFO mirage.region is not set: using eu-west-1 (-Daws.region)");
    } finally {
      System.clearProperty("aws.region");
    }
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "us-west-2")
  void remoteRegionNeedsANetwork(DeployMojo deploy) {
    when(session.isOffline()).thenReturn(true);
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Maven is offline (-o), but us-west-2 needs a network");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void deployNeedsAnImage(DeployMojo deploy) {
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("There is no disk image")
        .hasMessageContaining("mvn package");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "skipDeploy", value = "true")
  void skippedDeployGivesTheReason(DeployMojo deploy) throws Exception {
    run(deploy);
    assertThat(log.lines()).containsExactly("INFO skipped: mirage.deploy.skip is set");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "serverId", value = "aws")
  void serverMustBeInSettings(DeployMojo deploy) throws Exception {
    image();
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.serverId is \"aws\"");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void publishesTheAmi(DeployMojo deploy) throws Exception {
    when(session.isOffline()).thenReturn(true);
    image();
    run(deploy);
    String ami = project.getProperties().getProperty("mirage.ami.id");
    assertThat(ami).startsWith("ami-");
    assertThat(project.getProperties())
        .containsEntry("mirage.ami.id.local", ami)
        .hasEntrySatisfying(
            "mirage.snapshot.id", id -> assertThat(id.toString()).startsWith("snap-"));
    assertThat(Files.readString(directory.resolve("target/mirage/ami.json")))
        .contains("\"" + ami + "\"", "\"local\"", "\"com.example:blog\"");
    assertThat(project.getAttachedArtifacts())
        .extracting(artifact -> artifact.getClassifier() + "." + artifact.getType())
        .contains("ami.json");
    assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO AMI      " + ami));
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "dryRun", value = "true")
  void dryRunOnlyPrintsThePlan(DeployMojo deploy) throws Exception {
    image();
    run(deploy);
    assertThat(log.lines()).anyMatch(line -> line.contains("send 2 blocks"));
    assertThat(directory.resolve("target/mirage/ami.json")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "strategy", value = "import")
  void importNeedsABucket(DeployMojo deploy) throws Exception {
    image();
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.import.bucket is not set")
        .hasMessageContaining("-Dmirage.import.bucket=blog-images-{region}");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "strategy", value = "import")
  @MojoParameter(name = "importBucket", value = "s3://blog-images")
  void refusesAnInvalidBucketName(DeployMojo deploy) throws Exception {
    image();
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.import.bucket is \"s3://blog-images\"");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "strategy", value = "carrierPigeon")
  void unknownStrategyListsTheKnownOnes(DeployMojo deploy) throws Exception {
    image();
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("direct, buildHost, import");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local-complete")
  @MojoParameter(name = "strategy", value = "import")
  @MojoParameter(name = "importBucket", value = "blog-images-{region}")
  void importsThroughABucketOfTheRegion(DeployMojo deploy) throws Exception {
    image();
    run(deploy);
    assertThat(log.lines())
        .anyMatch(
            line -> line.contains("to s3://blog-images-local-complete/mirage/com.example/blog/"))
        .anyMatch(line -> line.startsWith("INFO AMI      ami-"));
  }

  @Test
  @InjectMojo(goal = "iam-policy", pom = POM)
  @MojoParameter(name = "strategy", value = "import")
  @MojoParameter(name = "importBucket", value = "blog-images-{region}")
  void printsThePolicyOfAnImport(IamPolicyMojo policy) throws Exception {
    policy.setLog(log);
    policy.mirageDirectory = new File(directory.toFile(), "target/mirage");
    policy.execute();
    assertThat(Files.readString(directory.resolve("target/mirage/iam-policy.json")))
        .contains("arn:aws:s3:::blog-images-*/mirage/com.example/blog/*", "ec2:ImportSnapshot")
        .doesNotContain("ebs:");
  }

  @Test
  @InjectMojo(goal = "deploy", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void refusesAnImageThatHasChanged(DeployMojo deploy) throws Exception {
    Path file = image();
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> run(deploy))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("has changed since mirage:image wrote it");
  }

  /** Writes the image as {@code mirage:image} does. */
  private Path image() throws Exception {
    Path file = directory.resolve("target/blog-1.0.img");
    var steps =
        new BuildSteps(
            directory.resolve("target/mirage"),
            Programs.ofThisProcess(),
            new LogProgress(log, line -> line, false),
            false);
    steps.writeImage(
        steps.inspectKernel(Path.of(KERNEL)),
        Optional.empty(),
        new ImageSettings(
            file,
            directory.resolve("target/mirage/image"),
            new ImageSettings.Boot("blog", 1, List.of(), true),
            new ImageSettings.FileSystem(4096, OptionalLong.empty()),
            Optional.empty(),
            List.of(),
            Instant.EPOCH));
    return file;
  }

  private void run(DeployMojo deploy) throws Exception {
    deploy.setLog(log);
    deploy.mirageDirectory = new File(directory.toFile(), "target/mirage");
    deploy.localDirectory = new File(directory.toFile(), "aws");
    deploy.imageName = "blog-1.0";
    deploy.execute();
  }
}
