package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails: nothing is left, or the next run brings it to its end. */
@Slow
class FailedDeploymentTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2);

  /** Time for the blocks that are sent beside one that fails. */
  private static final Duration OTHER_BLOCKS = Duration.ofSeconds(1);

  @TempDir Path directory;

  private Deployments deployments;

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutSnapshotBlock", "CompleteSnapshot", "CreateTags"})
  void failedDeploymentRemovesWhatItMade(String operation) throws Exception {
    deployments.regions.failing(Faults.none().on(operation).give(Fault.denied()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining(operation);
    assertThat(deployments.regions.leaks("local")).isEmpty();
    assertThat(deployments.inventory("local").amis()).isEmpty();
    assertThat(deployments.inventory("local").snapshots()).isEmpty();
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.startsWith("INFO removed snap-"));
  }

  @Test
  void missingPermissionToRegisterIsFoundOutBeforeTheFirstBlock() {
    deployments.regions.with(usual -> usual.allowing(Policy.denying("ec2:RegisterImage")));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("lack the permission ec2:RegisterImage in local");
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void whatCannotBeRemovedIsNamedWithTheCommandThatDoes() {
    deployments.regions.with(
        usual -> usual.allowing(Policy.denying("ebs:CompleteSnapshot", "ec2:DeleteSnapshot")));
    assertThatThrownBy(() -> deployments.deploy(IMAGE)).hasMessageContaining("CompleteSnapshot");
    assertThat(deployments.progress.lines())
        .anyMatch(
            line ->
                line.matches(
                    "(?s)WARN snap-.* could not be removed: .*"
                        + "mvn mirage:prune -Dmirage.region=local -Dmirage.prune.confirm.*"));
  }

  @Test
  void disabledAmiOfTheImageIsNeitherTakenNorReplaced() throws Exception {
    Deployed deployed = deployments.deploy(IMAGE);
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      region.ec2().disableImage(request -> request.imageId(deployed.ami().id()));
    }
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining(deployed.ami().id())
        .hasMessageContaining("aws ec2 enable-image --region local");
    assertThat(deployments.requests("StartSnapshot")).isZero();
    assertThat(deployments.inventory("local").amis())
        .extracting(Ami::state)
        .containsExactly(Ami.State.DISABLED);
  }

  @Test
  void amiThatFailsIsRemovedAndSaysWhy() throws Exception {
    deployments.regions.failing(
        Faults.none().on("RegisterImage").attempt(2).give(Fault.failsLater()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("did not become available");
    assertThat(deployments.regions.leaks("local")).isEmpty();
    assertThat(deployments.inventory("local").snapshots()).isEmpty();
  }

  @Test
  void snapshotThatFailsIsRemovedAndSaysWhy() throws Exception {
    deployments.regions.failing(Faults.none().on("CompleteSnapshot").give(Fault.failsLater()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("could not be completed");
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  /** The attempt before each of these is the preflight's, which registers nothing. */
  @Test
  void registrationWhoseAnswerIsLostIsFound() throws Exception {
    deployments.regions.failing(
        Faults.none().on("RegisterImage").attempt(2).give(Fault.answerLost()));
    Deployed deployed = deployments.deploy(IMAGE);
    assertThat(deployments.inventory("local").amis())
        .extracting(Ami::id)
        .containsExactly(deployed.ami().id());
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  @Test
  void regionThatFailsDoesNotHideThoseThatSucceed() throws Exception {
    deployments.to("local", "local-2", "local-3");
    deployments.regions.only("local-2", Faults.none().on("CompleteSnapshot").give(Fault.denied()));
    List<Outcome<Deployed>> outcomes = deployments.deployAll(IMAGE);
    assertThat(outcomes.get(0).value()).isPresent();
    assertThat(outcomes.get(1).failure().orElseThrow()).hasMessageContaining("CompleteSnapshot");
    assertThat(outcomes.get(2).value()).isPresent();
    assertThat(deployments.inventory("local-2").snapshots()).isEmpty();
    assertThatThrownBy(() -> Outcome.requireSuccess(outcomes))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("1 of 3 regions failed")
        .hasMessageContaining("local-2: ");
  }

  @Test
  void nothingIsSentAnywhereWhereItIsKnownToFailInOneRegion() {
    deployments.to("local", "local-2");
    deployments.regions.only("local-2", Faults.none().on("GetCallerIdentity").give(Fault.denied()));
    assertThatThrownBy(() -> deployments.deployAll(IMAGE))
        .hasMessageContaining("1 of 2 regions failed");
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void nothingIsSentAnywhereWhereOneRegionMayNotRegister() {
    deployments.to("local", "local-2").by(Spread.UPLOAD);
    deployments.regions.only("local-2", Faults.none().on("RegisterImage").give(Fault.denied()));
    assertThatThrownBy(() -> deployments.deployAll(IMAGE))
        .hasMessageContaining("1 of 2 regions failed")
        .hasMessageContaining("ec2:RegisterImage");
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void parameterIsNotMovedWhereARegionFails() throws Exception {
    deployments.to("local", "local-2").pointing("/blog/ami");
    deployments.regions.only("local-2", Faults.none().on("CompleteSnapshot").give(Fault.denied()));
    deployments.deployAll(IMAGE);
    assertThat(deployments.requests("PutParameter")).isZero();
  }

  @Test
  void amiStaysWhereOnlyTheParameterCannotBeMoved() throws Exception {
    deployments.pointing("/blog/ami");
    deployments.regions.with(usual -> usual.allowing(Policy.denying("ssm:PutParameter")));
    Outcome<Deployed> outcome = deployments.deployAll(IMAGE).get(0);
    assertThat(outcome.failure().orElseThrow()).hasMessageContaining("ssm:PutParameter");
    assertThat(deployments.inventory("local").amis())
        .extracting(Ami::id)
        .containsExactly(outcome.value().orElseThrow().ami().id());
    deployments.deploy(IMAGE);
    assertThat(deployments.requests("PutParameter")).isEqualTo(1);
  }

  @Test
  void regionUploadsByItselfWhereThereIsNothingToCopy() throws Exception {
    deployments.to("local", "local-2").by(Spread.COPY);
    deployments.regions.only("local", Faults.none().on("CompleteSnapshot").give(Fault.denied()));
    List<Outcome<Deployed>> outcomes = deployments.deployAll(IMAGE);
    assertThat(outcomes.get(0).failure()).isPresent();
    assertThat(outcomes.get(1).value().orElseThrow().source())
        .isEqualTo(Deployed.Source.REGISTERED);
  }

  @Test
  void failedCopyIsRemovedWithItsSnapshot() throws Exception {
    deployments.to("local", "local-2").by(Spread.COPY);
    deployments.regions.only("local-2", Faults.none().on("CreateTags").give(Fault.denied()));
    List<Outcome<Deployed>> outcomes = deployments.deployAll(IMAGE);
    assertThat(outcomes.get(0).value()).isPresent();
    assertThat(outcomes.get(1).failure()).isPresent();
    assertThat(deployments.inventory("local-2").amis()).isEmpty();
    assertThat(deployments.inventory("local-2").snapshots()).isEmpty();
  }

  @Test
  void regionThatWasOpenedIsClosedWhereTheNextCannotBe() throws Exception {
    Files.createDirectories(directory.resolve("aws"));
    Files.createFile(directory.resolve("aws/local-2"));
    deployments.to("local", "local-2");
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("local-2");
    assertThat(deployments.regions.isOpen("local")).isFalse();
  }

  /** The upload that was broken off goes on, and comes upon a device that is always full. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskOfTheLocalRegionEndsADeploymentAtOnce() throws Exception {
    deployments.regions.with(
        usual ->
            usual
                .failing(
                    Faults.none()
                        .on("PutSnapshotBlock")
                        .block(2)
                        .give(Fault.denied().after(OTHER_BLOCKS)))
                .allowing(Policy.denying("ec2:DeleteSnapshot")));
    assertThatThrownBy(() -> deployments.deploy(IMAGE)).isInstanceOf(UserFailureException.class);
    String begun = deployments.inventory("local").snapshots().get(0).id();
    Path blocks = directory.resolve("aws/local/blocks").resolve(begun + ".data");
    Files.deleteIfExists(blocks);
    Files.createSymbolicLink(blocks, Path.of("/dev/full"));
    deployments.regions.with(usual -> usual);
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("The disk that the region local is kept on is full")
        .hasMessageContaining(directory.resolve("aws").toString())
        .hasMessageContaining("-Dmirage.local.directory=...");
    assertThat(deployments.requests("PutSnapshotBlock")).isBetween(1L, 3L);
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  @Test
  void expiredCredentialsAreSaidToBe() {
    deployments.regions.failing(
        Faults.none().on("GetCallerIdentity").give(Fault.credentialsExpired()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("have expired");
  }
}
