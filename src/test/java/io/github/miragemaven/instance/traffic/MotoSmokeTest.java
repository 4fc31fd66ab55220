package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.instance.Launch;
import io.github.miragemaven.instance.LaunchSettings;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.instance.Terminate;
import io.github.miragemaven.instance.TerminateSettings;
import io.github.miragemaven.it.MotoServer;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Launches, switches and rollbacks against moto, an independent mock of AWS, to check requests and
 * responses against another implementation.
 *
 * <p>Limits of moto: its instances do not respond; every running target is healthy and drains
 * immediately; records change immediately; the ids of its hosted zones do not begin with Z; its
 * Auto Scaling groups do not support instance refreshes.
 */
class MotoSmokeTest {

  private static final String REGION = "us-west-2";
  private static final Project BLOG = new Project("com.example", "blog", "1.0", "0.1", "here");

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private final Time time = new QuickTime();
  private MotoServer moto;
  private Aws aws;

  @BeforeEach
  void start() throws Exception {
    if (!MotoServer.isThere()) {
      throw RealTool.missing("moto_server is not on the PATH: .ci/run shows how to get it");
    }
    int port = freePort();
    moto = MotoServer.start(port, directory.resolve("moto.log").toFile());
    aws =
        new Aws(
            new AwsSettings(
                Optional.of(new AccessKey("any", "any", Optional.empty())),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                Optional.empty(),
                4,
                directory));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void launchesAndTerminatesInstance() throws Exception {
    String id = launch();
    assertThat(instance(id).state()).isEqualTo(Instance.State.RUNNING);
    assertThat(instance(id).tags()).containsEntry(TagKeys.STATE, TagKeys.LAUNCHED);

    new Terminate(
            aws,
            new TerminateSettings(
                List.of(REGION), Optional.empty(), false, directory.resolve("target")),
            BLOG,
            new Execution(progress, time))
        .carryOut();

    assertThat(instance(id).state()).isEqualTo(Instance.State.TERMINATED);
    assertThat(progress.lines()).anyMatch(line -> line.contains("deleted the security group sg-"));
  }

  @Test
  void routesElasticIpToNewInstanceAndBack() throws Exception {
    String address =
        inRegion(region -> region.ec2().allocateAddress(ask -> ask.domain("vpc")).publicIp());
    switchAndRollBack(new PublicName.Address(address), this::instanceTarget);
  }

  @Test
  void routesTargetGroupToNewInstanceAndBack() throws Exception {
    inRegion(
        region ->
            region
                .balancers()
                .createTargetGroup(
                    ask ->
                        ask.name("blog")
                            .protocol(ProtocolEnum.HTTP)
                            .port(80)
                            .targetType(TargetTypeEnum.INSTANCE)
                            .vpcId(region.ec2().describeVpcs().vpcs().get(0).vpcId())));
    switchAndRollBack(new PublicName.Group("blog"), this::instanceTarget);
  }

  @Test
  void routesRecordToNewInstanceAndBack() throws Exception {
    inRegion(
        region ->
            region
                .route53()
                .createHostedZone(ask -> ask.name("birds.example").callerReference("once")));
    switchAndRollBack(
        new PublicName.DnsName("www.birds.example", Optional.empty(), Duration.ofSeconds(60)),
        id -> instance(id).addresses().publicIp().orElseThrow());
  }

  /** Returns the expected target of a name for an instance. */
  private interface ExpectedTarget {
    String of(String id) throws Exception;
  }

  private String instanceTarget(String id) {
    return id;
  }

  private void switchAndRollBack(PublicName name, ExpectedTarget expected) throws Exception {
    String old = launch();
    SwitchSettings settings = settings(name);
    new Switch(aws, settings, BLOG, new Execution(progress, time)).carryOut();
    assertThat(targets(name)).containsExactly(expected.of(old));

    String recent = launch();
    assertThat(new Switch(aws, settings, BLOG, new Execution(progress, time)).carryOut())
        .isEqualTo(recent);
    assertThat(targets(name)).containsExactly(expected.of(recent));
    assertThat(instance(recent).tags()).containsEntry(TagKeys.BEFORE, old);
    assertThat(instance(old).tags()).containsKey(TagKeys.DUE);

    assertThat(new Rollback(aws, settings, BLOG, new Execution(progress, time)).carryOut())
        .contains(old);
    assertThat(targets(name)).containsExactly(expected.of(old));
    assertThat(instance(old).tags()).doesNotContainKey(TagKeys.DUE);
    assertThat(instance(recent).tags()).containsKey(TagKeys.DUE);
  }

  private Set<String> targets(PublicName name) throws Exception {
    return inRegion(
        region ->
            name.target(
                    region,
                    new WaitLimit(new Waiting(new Execution(progress, time)), Optional.empty()),
                    time)
                .currentTargets());
  }

  private SwitchSettings settings(PublicName name) {
    return new SwitchSettings(
        REGION,
        name,
        new SwitchSettings.Choice(Optional.empty(), true),
        new SwitchSettings.Retention(Duration.ofHours(1), Then.TERMINATE),
        Optional.empty(),
        Optional.empty(),
        directory.resolve("target"));
  }

  /** Launches an instance without verification, since moto's instances do not respond. */
  private String launch() throws Exception {
    String ami =
        inRegion(
            region ->
                region
                    .ec2()
                    .registerImage(
                        ask ->
                            ask.name("blog " + System.nanoTime())
                                .architecture(ArchitectureValues.X86_64)
                                .virtualizationType(VirtualizationType.HVM.toString()))
                    .imageId());
    Thread.sleep(1100); // Launch times have a resolution of one second.
    return new Launch(
            aws,
            new LaunchSettings(
                REGION,
                new LaunchSettings.Spec(
                    Optional.of(ami), Optional.of("t2.micro"), Optional.empty(), false, Map.of()),
                new LaunchSettings.Network(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(80),
                    Set.of(LaunchSettings.AddressKind.PUBLIC_IPV4)),
                new LaunchSettings.Acceptance(Optional.empty(), Duration.ofMinutes(1), false),
                OptionalLong.empty(),
                Then.TERMINATE,
                directory.resolve("target")),
            BLOG,
            new Execution(progress, time))
        .launch()
        .instance()
        .id();
  }

  private Instance instance(String id) throws Exception {
    return inRegion(region -> new Instances(region).find(id).orElseThrow());
  }

  private interface Work<T> {
    T in(AwsRegion region) throws Exception;
  }

  private <T> T inRegion(Work<T> work) throws Exception {
    try (AwsRegion region = aws.region(REGION)) {
      return work.in(region);
    }
  }
}
