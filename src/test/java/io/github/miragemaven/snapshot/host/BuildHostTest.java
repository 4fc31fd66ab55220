package io.github.miragemaven.snapshot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Goal;
import io.github.miragemaven.iam.LeastPrivilege;
import io.github.miragemaven.iam.Needs;
import io.github.miragemaven.iam.PolicyDocument;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.snapshot.Uploader;
import io.github.miragemaven.tools.Slow;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deploys with a build host. A real OpenSSH server on this machine acts as the host, and the
 * volume's file as the device.
 */
@Slow
class BuildHostTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2, 3);

  @TempDir Path directory;

  private Deployments deployments;
  private SshServer ssh;
  private Hosts hosts;

  @BeforeEach
  void open() throws Exception {
    ssh = SshServer.start(Files.createDirectory(directory.resolve("ssh")));
    deployments = new Deployments(directory);
    hosts = new Hosts(directory, ssh);
    hosts.add(deployments, "running");
  }

  @AfterEach
  void close() throws Exception {
    ssh.close();
  }

  @Test
  void writesImageByteForByteAndLeavesNoVolume() throws Exception {
    Deployed deployed = deployments.through(hosts.strategy()).deploy(IMAGE);
    assertOnlyImageRemains(deployed);
    assertThat(hosts.state(deployments)).isEqualTo("running");
  }

  @Test
  void writesSparseImageOfOneGibibyte() throws Exception {
    List<Integer> blocks = new ArrayList<>(Collections.nCopies(2048, 0));
    for (int i = 0; i < 40; i++) {
      blocks.set(ThreadLocalRandom.current().nextInt(2048), i + 1);
    }
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(blocks));
  }

  @Test
  void writesZerosTooIfVolumeIsEncrypted() throws Exception {
    deployments.regions.with(usual -> usual.encryptingByDefault());
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
  }

  @Test
  void laterDirectDeploymentUsesSnapshotAsParent() throws Exception {
    Deployed first = deployments.through(hosts.strategy()).deploy(IMAGE);
    deployments.through(Uploader.Strategy.DIRECT);
    deployments.deploy(List.of(1, 0, 2, 4));
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.endsWith("based on " + first.snapshot()));
  }

  @Test
  void stopsHostThatItStarted() throws Exception {
    hosts.stop(deployments);
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
    assertThat(hosts.state(deployments)).isIn("stopping", "stopped");
    assertThat(deployments.progress.lines()).contains("INFO stopped the build host " + hosts.id());
  }

  @Test
  void dryRunReportsUploadThroughHost() throws Exception {
    assertThat(deployments.through(hosts.strategy()).plan(IMAGE))
        .anyMatch(
            line ->
                line.contains("send 2.0 MiB through the build host " + hosts.id() + " to a new"));
    assertNothingRemains();
  }

  @Test
  void refusesUnknownHostKey() throws Exception {
    assertThatThrownBy(
            () -> deployments.through(hosts.knowing(ssh.knownHosts(ssh.port(), ""))).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("is not in " + directory)
        .hasMessageContaining("ssh-keyscan -p " + ssh.port() + " 127.0.0.1 >> ");
    assertNothingRemains();
  }

  @Test
  void refusesChangedHostKey() throws Exception {
    Path other = ssh.knownHosts(ssh.port(), "stranger.pub");
    assertThatThrownBy(() -> deployments.through(hosts.knowing(other)).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("ssh-keygen -f " + other + " -R");
    assertNothingRemains();
  }

  @Test
  void explainsThatHostRejectsKey() throws Exception {
    assertThatThrownBy(() -> deployments.through(hosts.with(ssh.key(false))).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("does not let " + System.getProperty("user.name"))
        .hasMessageContaining("-Dmirage.host.privateKey");
    assertNothingRemains();
  }

  @Test
  void usesHostAliasAndJumpHostOfConfiguration() throws Exception {
    Path config =
        ssh.config(
            """
            Host the-jump
              HostName 127.0.0.1
              HostKeyAlias the-jump
              IdentityFile %1$s
              StrictHostKeyChecking yes
            Host the-host
              HostName 127.0.0.1
              HostKeyAlias the-host
              IdentityFile %1$s
              ProxyJump the-jump
            """
                .formatted(ssh.key(true)));
    assertOnlyImageRemains(
        deployments.through(hosts.with(configured("the-host", config))).deploy(IMAGE));
  }

  @Test
  void usesKeyOfAgent() throws Exception {
    Path socket = directory.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    try {
      while (!Files.exists(socket)) {
        assertThat(agent.isAlive()).isTrue();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", ssh.key(true).toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      Path config =
          ssh.config("Host *\n  IdentityAgent %s\n  IdentityFile none\n".formatted(socket));
      assertOnlyImageRemains(
          deployments.through(hosts.with(configured("127.0.0.1", config))).deploy(IMAGE));
    } finally {
      agent.destroyForcibly();
    }
  }

  @Test
  void connectsToIpv6Address() throws Exception {
    Path config = ssh.config("Host *\n  IdentityFile %s\n".formatted(ssh.key(true)));
    assertOnlyImageRemains(
        deployments.through(hosts.with(configured("::1", config))).deploy(IMAGE));
  }

  @Test
  void explainsThatNameCannotBeResolved() throws Exception {
    Path config = ssh.config("");
    assertThatThrownBy(
            () -> deployments.through(hosts.with(configured("none.invalid", config))).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("none.invalid")
        .hasMessageContaining("-Dmirage.host.address");
    assertNothingRemains();
  }

  private static SshSettings configured(String address, Path config) {
    return new SshSettings(
        address,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(config));
  }

  @Test
  void reconnectsAfterLostConnection() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(ssh.port(), 1, 20_000)) {
      assertOnlyImageRemains(deployments.through(hosts.behind(proxy.port())).deploy(manyBlocks()));
      assertThat(deployments.progress.lines()).anyMatch(line -> line.contains("connecting again"));
    }
  }

  @Test
  void leavesNothingIfConnectionIsLostEveryTime() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(ssh.port(), 100, 20_000)) {
      assertThatThrownBy(() -> deployments.through(hosts.behind(proxy.port())).deploy(manyBlocks()))
          .isNotNull();
      assertNothingRemains();
    }
  }

  /** Enough blocks to exceed the proxy's limit: a block of equal bytes compresses to a few. */
  private static List<Integer> manyBlocks() {
    List<Integer> blocks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      blocks.add(1 + i % 255);
    }
    return blocks;
  }

  @Test
  void refusesDeviceThatIsSmallerThanTheVolume() throws Exception {
    Path small = Files.write(directory.resolve("small"), new byte[4096]);
    assertThatThrownBy(() -> deployments.through(hosts.onto(small.toString())).deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining(
            small + " on the build host has 4.0 KiB, and not the volume's 1.0 GiB")
        .hasMessageContaining("-Dmirage.host.device");
    assertNothingRemains();
  }

  @Test
  void refusesDeviceThatIsNotBlank() throws Exception {
    Path other = directory.resolve("other");
    try (var file = new RandomAccessFile(other.toFile(), "rw")) {
      file.setLength(1L << 30);
      file.write(7);
    }
    assertThatThrownBy(() -> deployments.through(hosts.onto(other.toString())).deploy(IMAGE))
        .hasMessageContaining(other + " on the build host is not blank");
    assertNothingRemains();
  }

  @Test
  void explainsThatUserMayNotWriteToDisks() throws Exception {
    ssh.replace("id", "echo 1000");
    ssh.replace("sudo", "echo 'sudo: a password is required' >&2; exit 1");
    assertThatThrownBy(() -> deployments.through(hosts.strategy()).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("sudo: a password is required")
        .hasMessageContaining("-Dmirage.host.user=root");
    assertNothingRemains();
  }

  @Test
  void detectsWrongDataOnDevice() throws Exception {
    ssh.replace("sha256sum", "cat > /dev/null; echo 00ff00ff -");
    assertThatThrownBy(() -> deployments.through(hosts.strategy()).deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("has the SHA-256 00ff00ff instead of");
    assertNothingRemains();
  }

  @Test
  void reportsErrorOfDd() throws Exception {
    ssh.replace("dd", "echo 'dd: error writing: No space left on device' >&2; exit 1");
    assertThatThrownBy(() -> deployments.through(hosts.strategy()).deploy(IMAGE))
        .hasMessageContaining("could not write to")
        .hasMessageContaining("No space left on device");
    assertNothingRemains();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AttachVolume", "DetachVolume", "CreateSnapshot", "RegisterImage"})
  void leavesNoVolumeAfterFailure(String operation) throws Exception {
    deployments.regions.failing(
        Faults.none()
            .on(operation)
            .attempt(operation.equals("RegisterImage") ? 2 : 1)
            .give(Fault.denied()));
    assertThatThrownBy(() -> deployments.through(hosts.strategy()).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining(operation);
    assertNothingRemains();
  }

  @Test
  void createsOneVolumeIfResponseIsLost() throws Exception {
    deployments.regions.failing(
        Faults.none().on("CreateVolume").attempt(1).give(Fault.answerLost()));
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
  }

  @Test
  void policyAllowsRequiredCallsButNoDirectApis() throws Exception {
    Needs needs =
        Needs.of("com.example:blog").regions(List.of("local")).hostTag("role=host").build();
    String document = PolicyDocument.of(LeastPrivilege.of(needs, Set.of(Goal.DEPLOY))).json();
    assertThat(document).doesNotContain("ebs:");
    hosts.stop(deployments);
    deployments.regions.with(usual -> usual.allowing(Policy.of(document)));
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
    Set<String> called = deployments.regions.requests("local").keySet();
    assertThat(called).contains("CreateVolume", "StartInstances", "StopInstances");
    Set<String> allowed = new TreeSet<>();
    Matcher actions = Pattern.compile("\"ec2:(\\w+)\"").matcher(document);
    while (actions.find()) {
      allowed.add(actions.group(1));
    }
    allowed.remove("CreateAction"); // A condition key.
    allowed.remove("ModifyImageAttribute"); // Only if an AMI's description changes.
    allowed.remove("DeregisterImage"); // Only after a failed deployment.
    allowed.remove("DeleteSnapshot");
    assertThat(called).containsAll(allowed);
  }

  @Test
  void refusesTagOfNoneOrSeveralInstances() throws Exception {
    hosts.add(deployments, "stopped");
    assertThatThrownBy(() -> deployments.through(hosts.strategy()).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("2 instances in local have the tag role=host");
    assertThatThrownBy(() -> deployments.through(hosts.tagged("builder")).deploy(IMAGE))
        .hasMessageContaining("No instance in local has the tag role=builder");
  }

  @Test
  void keepsHostRunningForConcurrentDeployment() throws Exception {
    hosts.stop(deployments);
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      BuildHosts one = hosts.in(region, deployments.progress);
      BuildHosts other = hosts.in(region, deployments.progress);
      BuildHost stopped = one.find();
      one.acquire(stopped, "one");
      BuildHost running = other.find();
      other.acquire(running, "other");

      one.release(stopped, "one");
      assertThat(hosts.state(deployments)).isEqualTo("running");
      assertThat(deployments.progress.lines())
          .anyMatch(line -> line.contains("left the build host " + hosts.id() + " running"));

      other.release(running, "other");
      assertThat(hosts.state(deployments)).isIn("stopping", "stopped");
      assertThat(hosts.tags(deployments)).containsOnlyKeys("role");
    }
  }

  @Test
  void keepsHostRunningWhileAnotherLeaseIsCurrent() throws Exception {
    hosts.tag(deployments, TagKeys.STARTED, "2024-06-01T12:00:00Z");
    String lease = TagKeys.LEASE + "elsewhere";
    hosts.tag(deployments, lease, Instant.now().plus(Duration.ofHours(5)).toString());
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
    assertThat(hosts.state(deployments)).isEqualTo("running");
    assertThat(hosts.tags(deployments)).containsOnlyKeys("role", TagKeys.STARTED, lease);
  }

  @Test
  void stopsHostAfterLeaseOfKilledDeploymentHasExpired() throws Exception {
    hosts.tag(deployments, TagKeys.STARTED, "2024-06-01T12:00:00Z");
    hosts.tag(deployments, TagKeys.LEASE + "elsewhere", "2024-06-01T18:00:00Z");
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
    assertThat(hosts.state(deployments)).isIn("stopping", "stopped");
    assertThat(hosts.tags(deployments)).containsOnlyKeys("role");
  }

  @Test
  void takesNoLeaseOfHostThatUserStarted() throws Exception {
    assertOnlyImageRemains(deployments.through(hosts.strategy()).deploy(IMAGE));
    assertThat(deployments.regions.requests("local").keySet()).doesNotContain("DeleteTags");
  }

  @Test
  void startsHostAgainIfItIsStoppedMeanwhile() throws Exception {
    hosts.stop(deployments);
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      BuildHosts here = hosts.in(region, deployments.progress);
      BuildHost stopped = here.find();
      here.acquire(stopped, "here");
      hosts.stop(deployments);
      assertThat(here.awaitRunning(stopped).running()).isTrue();
    }
  }

  private void assertOnlyImageRemains(Deployed deployed) throws Exception {
    assertThat(deployments.holdsTheImage("local", deployed.snapshot())).isTrue();
    assertThat(hosts.leaks(deployments)).isEmpty();
  }

  private void assertNothingRemains() throws Exception {
    assertThat(hosts.leaks(deployments)).isEmpty();
    assertThat(deployments.amis("local")).isZero();
  }
}
