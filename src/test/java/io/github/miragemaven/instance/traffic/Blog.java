package io.github.miragemaven.instance.traffic;

import com.sun.net.httpserver.HttpServer;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.TestRegions;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.machine.Machine;
import io.github.miragemaven.local.machine.ScriptedMachine;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A project in the local region with instances and a public name. */
@SuppressWarnings("unchecked") // The SDK takes generic builders as varargs.
public final class Blog implements AutoCloseable {

  static final Project PROJECT = new Project("com.example", "blog", "1.0", "0.1", "here");

  final RecordedProgress progress = new RecordedProgress();

  private final TestRegions regions;
  private final Deployments deployments;
  private final HttpServer server;
  private final Map<String, String> amis = new HashMap<>();
  private Time time = new QuickTime();
  private Faults faults = Faults.none();
  private Policy policy = Policy.everything();
  private Duration latency = Duration.ZERO;
  private boolean answers = true;
  private int polls = 1;
  private final Path directory;
  private PublicName name = new PublicName.Address("to be set");
  private SwitchSettings.Choice choice = SwitchSettings.Choice.NEWEST;
  private SwitchSettings.Retention retention =
      new SwitchSettings.Retention(Duration.ofHours(1), Then.TERMINATE);
  private Optional<Duration> waitLimit = Optional.empty();
  private Optional<VerifySettings> verify = Optional.of(VerifySettings.of("").withLimits(limits()));

  public Blog(Path directory) throws IOException {
    this.directory = directory;
    this.deployments = new Deployments(directory);
    this.regions = deployments.regions;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  private SwitchSettings settings() {
    return new SwitchSettings(
        "local", name, choice, retention, waitLimit, verify, directory.resolve("target"));
  }

  private static Limits limits() {
    return new Limits(
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofMillis(60),
        1,
        Duration.ofMillis(20));
  }

  private Machine machine() {
    return answers
        ? ScriptedMachine.showing("up\n").answering(80, server.getAddress())
        : ScriptedMachine.showing("up\n");
  }

  private LocalRegionSettings behaving(LocalRegionSettings usual) {
    return usual
        .withLatency(latency)
        .readyAfter(polls)
        .failing(faults)
        .allowing(policy)
        .running(boot -> machine());
  }

  /** An action in the region, without faults. */
  @FunctionalInterface
  interface Work<T> {
    T in(AwsRegion region) throws Exception;
  }

  <T> T inRegion(Work<T> work) throws Exception {
    regions.with(usual -> usual.running(boot -> machine()));
    try (AwsRegion region = regions.aws(1).region("local")) {
      return work.in(region);
    }
  }

  /** Injects faults from now on. */
  Blog failing(Faults others) {
    faults = others;
    return this;
  }

  /** Restricts the caller to a policy from now on. */
  public Blog allowed(Policy other) {
    policy = other;
    return this;
  }

  /** Makes all sites silent from now on. */
  Blog silent() {
    answers = false;
    return this;
  }

  public Blog by(Time other) {
    time = other;
    return this;
  }

  /** Completes asynchronous operations after this number of polls. */
  Blog readyAfter(int count) {
    polls = count;
    return this;
  }

  /** Delays each response. */
  Blog slow() {
    latency = Duration.ofMillis(20);
    return this;
  }

  void pass(Duration duration) throws InterruptedException {
    time.pass(duration);
  }

  public Blog at(PublicName name) {
    this.name = name;
    return this;
  }

  public Blog keeping(Duration keep, Then then) {
    retention = new SwitchSettings.Retention(keep, then);
    return this;
  }

  /** Limits each wait. */
  Blog waiting(Duration limit) {
    waitLimit = Optional.of(limit);
    return this;
  }

  /** Skips the verification of a rollback. */
  Blog withoutVerification() {
    verify = Optional.empty();
    return this;
  }

  public Blog to(String instance, boolean unverified) {
    choice = new SwitchSettings.Choice(Optional.of(instance), unverified);
    return this;
  }

  /** Returns the AMI of an image of a block. */
  String ami(int block) throws Exception {
    regions.with(UnaryOperator.identity());
    if (!amis.containsKey("" + block)) {
      amis.put("" + block, deployments.deploy(List.of(block)).ami().id());
    }
    return amis.get("" + block);
  }

  /** Runs a launched instance of an image of a block. */
  public String launch(int block) throws Exception {
    return verified(launchUnverified(block));
  }

  private String verified(String id) throws Exception {
    inRegion(
        region -> {
          new Instances(region).tag(id, Map.of(TagKeys.VERIFIED, Instant.now().toString()));
          return id;
        });
    return id;
  }

  String launchUnverified(int block) throws Exception {
    return run(block, true);
  }

  /** Runs an instance without a public address. */
  String launchHidden(int block) throws Exception {
    String id = run(block, false);
    return verified(id);
  }

  private String run(int block, boolean publicAddress) throws Exception {
    String ami = ami(block);
    Thread.sleep(2); // Instances are ordered by their launch time.
    return inRegion(
        region -> {
          openPort(region);
          String id =
              region
                  .ec2()
                  .runInstances(
                      run ->
                          run.imageId(ami)
                              .instanceType("m1.small")
                              .minCount(1)
                              .maxCount(1)
                              .networkInterfaces(
                                  InstanceNetworkInterfaceSpecification.builder()
                                      .deviceIndex(0)
                                      .associatePublicIpAddress(publicAddress)
                                      .build())
                              .tagSpecifications(
                                  TagSpecification.builder()
                                      .resourceType(ResourceType.INSTANCE)
                                      .tags(
                                          tag(TagKeys.PROJECT, PROJECT.key()),
                                          tag(TagKeys.ROLE, TagKeys.SITE),
                                          tag(TagKeys.STATE, TagKeys.LAUNCHED))
                                      .build()))
                  .instances()
                  .get(0)
                  .instanceId();
          Instances instances = new Instances(region);
          while (instances.find(id).orElseThrow().state() != Instance.State.RUNNING) {
            assert !id.isEmpty();
          }
          return id;
        });
  }

  void terminate(String id) throws Exception {
    inRegion(region -> region.ec2().terminateInstances(ask -> ask.instanceIds(id)));
  }

  private static void openPort(AwsRegion region) {
    String group = region.ec2().describeSecurityGroups().securityGroups().get(0).groupId();
    boolean open =
        region.ec2().describeSecurityGroups().securityGroups().get(0).ipPermissions().stream()
            .anyMatch(permission -> Integer.valueOf(80).equals(permission.fromPort()));
    if (!open) {
      region
          .ec2()
          .authorizeSecurityGroupIngress(
              ask ->
                  ask.groupId(group)
                      .ipPermissions(
                          IpPermission.builder()
                              .ipProtocol("tcp")
                              .fromPort(80)
                              .toPort(80)
                              .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                              .build()));
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Switches an Elastic IP address, and returns it. */
  public String elasticIp() throws Exception {
    String address =
        inRegion(region -> region.ec2().allocateAddress(ask -> ask.domain("vpc")).publicIp());
    at(new PublicName.Address(address));
    return address;
  }

  /** Associates an Elastic IP address with an instance. */
  String addressOf(String id) throws Exception {
    return inRegion(
        region -> {
          AllocateAddressResponse made = region.ec2().allocateAddress(ask -> ask.domain("vpc"));
          region
              .ec2()
              .associateAddress(ask -> ask.allocationId(made.allocationId()).instanceId(id));
          return made.publicIp();
        });
  }

  /** Stops an instance and waits until it is stopped. */
  void stop(String id) throws Exception {
    inRegion(region -> region.ec2().stopInstances(ask -> ask.instanceIds(id)));
    while (instance(id).state() != Instance.State.STOPPED) {
      Thread.onSpinWait();
    }
  }

  /** Names an Elastic IP address. */
  void name(String address, String name) throws Exception {
    inRegion(
        region ->
            region
                .ec2()
                .createTags(
                    ask ->
                        ask.resources(
                                region
                                    .ec2()
                                    .describeAddresses(it -> it.publicIps(address))
                                    .addresses()
                                    .get(0)
                                    .allocationId())
                            .tags(tag("Name", name))));
  }

  /** Returns the instance of an Elastic IP address. */
  Optional<String> instanceOf(String address) throws Exception {
    return inRegion(
        region ->
            Optional.ofNullable(
                region
                    .ec2()
                    .describeAddresses(ask -> ask.publicIps(address))
                    .addresses()
                    .get(0)
                    .instanceId()));
  }

  /** Switches a target group. */
  public void targetGroup(String name, TargetTypeEnum type) throws Exception {
    inRegion(
        region ->
            region
                .balancers()
                .createTargetGroup(
                    ask ->
                        ask.name(name)
                            .protocol(ProtocolEnum.HTTP)
                            .port(80)
                            .targetType(type)
                            .vpcId(region.ec2().describeVpcs().vpcs().get(0).vpcId())));
    at(new PublicName.Group(name));
  }

  /** Returns the targets of a group and their health. */
  Map<String, String> targets(String name) throws Exception {
    return inRegion(
        region ->
            region
                .balancers()
                .describeTargetHealth(ask -> ask.targetGroupArn(arn(region, name)))
                .targetHealthDescriptions()
                .stream()
                .collect(
                    Collectors.toMap(
                        found -> found.target().id(),
                        found -> found.targetHealth().stateAsString())));
  }

  void register(String name, String target) throws Exception {
    inRegion(
        region ->
            region
                .balancers()
                .registerTargets(
                    ask ->
                        ask.targetGroupArn(arn(region, name))
                            .targets(TargetDescription.builder().id(target).build())));
  }

  /** Deregisters a target, which drains for the configured number of polls. */
  void deregister(String name, String target) throws Exception {
    regions.with(this::behaving);
    try (AwsRegion region = regions.aws(1).region("local")) {
      region
          .balancers()
          .deregisterTargets(
              ask ->
                  ask.targetGroupArn(arn(region, name))
                      .targets(TargetDescription.builder().id(target).build()));
    }
  }

  private static String arn(AwsRegion region, String name) {
    return region
        .balancers()
        .describeTargetGroups(ask -> ask.names(name))
        .targetGroups()
        .get(0)
        .targetGroupArn();
  }

  /** Creates a hosted zone and returns its id. */
  public String zone(String name, boolean isPrivate) throws Exception {
    return inRegion(
        region ->
            region
                .route53()
                .createHostedZone(
                    ask -> {
                      ask.name(name).callerReference(name + isPrivate);
                      if (isPrivate) {
                        ask.vpc(vpc -> vpc.vpcId("vpc-1").vpcRegion("us-east-1"));
                      }
                    })
                .hostedZone()
                .id()
                .replace("/hostedzone/", ""));
  }

  /** Changes a zone's records. */
  void change(String zone, ChangeAction action, ResourceRecordSet set) throws Exception {
    inRegion(
        region ->
            region
                .route53()
                .changeResourceRecordSets(
                    ask ->
                        ask.hostedZoneId(zone)
                            .changeBatch(
                                batch ->
                                    batch.changes(
                                        Change.builder()
                                            .action(action)
                                            .resourceRecordSet(set)
                                            .build()))));
  }

  /** Returns a zone's records without NS and SOA, such as {@code A 60 203.0.113.9}. */
  List<String> records(String zone) throws Exception {
    return inRegion(
        region ->
            region
                .route53()
                .listResourceRecordSets(ask -> ask.hostedZoneId(zone))
                .resourceRecordSets()
                .stream()
                .filter(set -> !List.of(RRType.NS, RRType.SOA).contains(set.type()))
                .map(
                    set ->
                        "%s %s %d %s"
                            .formatted(
                                set.name(),
                                set.type(),
                                set.ttl(),
                                set.resourceRecords().stream()
                                    .map(ResourceRecord::value)
                                    .collect(Collectors.joining(" "))))
                .toList());
  }

  String publicAddress(String id) throws Exception {
    return instance(id).addresses().publicIp().orElseThrow();
  }

  public String switchOver() throws Exception {
    regions.with(this::behaving);
    return new Switch(regions.aws(1), settings(), PROJECT, new Execution(progress, time))
        .carryOut();
  }

  public String rollBack() throws Exception {
    regions.with(this::behaving);
    return new Rollback(regions.aws(1), settings(), PROJECT, new Execution(progress, time))
        .carryOut()
        .orElse("none of the project's");
  }

  long requests(String operation) {
    return regions.requests("local", operation);
  }

  /** Returns the project's instances that are not terminated. */
  List<String> instances() throws Exception {
    return inRegion(
        region ->
            new Instances(region)
                .ofSite(PROJECT.key()).stream()
                    .filter(one -> !one.isGone())
                    .map(Instance::id)
                    .toList());
  }

  Instance instance(String id) throws Exception {
    return inRegion(region -> new Instances(region).find(id).orElseThrow());
  }

  void untag(String id, String key) throws Exception {
    inRegion(
        region -> {
          new Instances(region).untag(id, key);
          return id;
        });
  }

  Map<String, String> tags(String id) throws Exception {
    return instance(id).tags();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
