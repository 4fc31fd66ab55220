package io.github.miragemaven.instance;

import com.sun.net.httpserver.HttpServer;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.TestRegions;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.instance.LaunchSettings.AddressKind;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.machine.Machine;
import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.machine.ScriptedMachine;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Launches instances of a test project in the local region. */
public final class Launches implements AutoCloseable {

  /** Console of a healthy instance. */
  static final String HEALTHY =
      """
      Xen Minimal OS!
      vbd 2049 is hd0
      Booting 'blog'
      root (hd0)
       Filesystem type is ext2fs, using whole disk
      kernel /boot/mirage-os.gz
      close blk
      [INFO] [tcpip-stack-direct] TCP layer connected on 10.0.0.5/25
      [INFO] [site] listening on port 80
      """;

  /** Console of PV-GRUB without a menu. */
  static final String NO_MENU = "Xen Minimal OS!\nvbd 2049 is hd0\ngrubdom> ";

  static final Project BLOG = new Project("com.example", "blog", "1.0", "0.1", "here");

  final RecordedProgress progress = new RecordedProgress();
  final TestRegions regions;

  private final Path directory;
  private final Deployments deployments;
  private final HttpServer server;
  private Time time = new QuickTime();
  private Project project = BLOG;
  private Faults faults = Faults.none();
  private Duration latency = Duration.ZERO;
  private Policy policy = Policy.everything();
  private Machines machines;
  private LaunchSettings settings;

  /** Keeps all files below a directory. Launched instances are healthy by default. */
  public Launches(Path directory) throws IOException {
    this.directory = directory;
    this.deployments = new Deployments(directory);
    this.regions = deployments.regions;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = "<h1>Hello</h1>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    this.machines = boot -> healthy();
    this.settings =
        new LaunchSettings(
            "local",
            new LaunchSettings.Spec(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of("team", "birds")),
            network(Optional.empty(), Optional.empty(), AddressKind.PUBLIC_IPV4),
            new LaunchSettings.Acceptance(
                Optional.of(VerifySettings.of("").withLimits(limits(Duration.ofSeconds(2)))),
                Duration.ofSeconds(20),
                false),
            OptionalLong.empty(),
            Retirement.Then.TERMINATE,
            directory.resolve("target"));
  }

  static Limits limits(Duration deadline) {
    return new Limits(
        Duration.ofMillis(500), Duration.ofSeconds(2), deadline, 2, Duration.ofMillis(20));
  }

  /** A machine with a healthy site. */
  Machine healthy() {
    return ScriptedMachine.showing(HEALTHY).answering(80, server.getAddress());
  }

  /** Runs further launches on these machines. */
  Launches on(Machines others) {
    machines = others;
    return this;
  }

  /** Makes sites silent, with a short timeout and this console. */
  public Launches silent(String console) {
    machines = boot -> ScriptedMachine.showing(console);
    return verifying(verify -> verify.withLimits(limits(Duration.ofMillis(60))));
  }

  /** Restricts the caller to this policy. */
  public Launches allowing(Policy other) {
    policy = other;
    return this;
  }

  Launches failing(Faults others) {
    faults = others;
    return this;
  }

  Launches from(String origin) {
    project =
        new Project(
            project.groupId(), project.artifactId(), project.version(), project.plugin(), origin);
    return this;
  }

  Launches of(Project other) {
    project = other;
    return this;
  }

  /** Uses real time, for launches that are killed. */
  Launches inRealTime() {
    time = Time.real();
    return this;
  }

  /** Delays each of the region's responses. */
  Launches slowly(Duration each) {
    latency = each;
    return this;
  }

  static LaunchSettings.Network network(
      Optional<String> subnet, Optional<String> group, AddressKind... addresses) {
    return new LaunchSettings.Network(subnet, group, List.of(80), Set.of(addresses));
  }

  Launches verifying(UnaryOperator<VerifySettings> change) {
    LaunchSettings.Acceptance old = settings.acceptance();
    return accepting(
        new LaunchSettings.Acceptance(old.site().map(change), old.timeout(), old.keepFailed()));
  }

  Launches keepingFailed() {
    LaunchSettings.Acceptance old = settings.acceptance();
    return accepting(new LaunchSettings.Acceptance(old.site(), old.timeout(), true));
  }

  private Launches accepting(LaunchSettings.Acceptance acceptance) {
    return with(settings.spec(), settings.network(), acceptance, settings.then());
  }

  /** Sets what to do with instances that are due. */
  public Launches then(Retirement.Then then) {
    return with(settings.spec(), settings.network(), settings.acceptance(), then);
  }

  Launches in(LaunchSettings.Network network) {
    return with(settings.spec(), network, settings.acceptance(), settings.then());
  }

  Launches type(String type) {
    return launching(settings.spec().ami(), Optional.of(type));
  }

  Launches ami(String id) {
    return launching(Optional.of(id), settings.spec().type());
  }

  private Launches launching(Optional<String> ami, Optional<String> type) {
    LaunchSettings.Spec old = settings.spec();
    return with(
        new LaunchSettings.Spec(ami, type, old.userData(), old.spot(), old.tags()),
        settings.network(),
        settings.acceptance(),
        settings.then());
  }

  private Launches with(
      LaunchSettings.Spec spec,
      LaunchSettings.Network network,
      LaunchSettings.Acceptance acceptance,
      Retirement.Then then) {
    settings =
        new LaunchSettings(
            settings.region(),
            spec,
            network,
            acceptance,
            settings.kernelMemory(),
            then,
            settings.directory());
    return this;
  }

  /** Of a kernel that needs this many bytes of memory. */
  Launches needing(long bytes) {
    settings =
        new LaunchSettings(
            settings.region(),
            settings.spec(),
            settings.network(),
            settings.acceptance(),
            OptionalLong.of(bytes),
            settings.then(),
            settings.directory());
    return this;
  }

  /** Deploys an image of these blocks, as a paravirtual AMI by default. */
  public String deploy(Integer... blocks) throws Exception {
    deployments.regions.with(UnaryOperator.identity());
    return deployments.deploy(List.of(blocks)).ami().id();
  }

  Deployments deployments() {
    return deployments;
  }

  /** Launches an instance. */
  public LaunchResult launch() throws Exception {
    prepare();
    return new Launch(regions.aws(1), settings, project, new Execution(progress, time)).launch();
  }

  /** Launches an instance and ignores the failure. */
  public void launchQuietly() {
    try {
      launch();
    } catch (Exception expected) {
      progress.info("failed: " + expected.getMessage());
    }
  }

  /** Terminates all instances. */
  public void terminate() throws Exception {
    terminate(Optional.empty(), false);
  }

  void terminate(Optional<String> instance, boolean due) throws Exception {
    goal(instance, due).carryOut();
  }

  Terminate goal(Optional<String> instance, boolean due) {
    prepare();
    return new Terminate(
        regions.aws(1),
        new TerminateSettings(List.of("local"), instance, due, settings.directory()),
        project,
        new Execution(progress, time));
  }

  /** Reads the newest instance's console. */
  public ConsoleReader console(Optional<Duration> follow, boolean stop) {
    prepare();
    return new ConsoleReader(
        regions.aws(1),
        new ConsoleSettings("local", Optional.empty(), follow, stop, settings.directory()),
        project,
        new Execution(progress, time));
  }

  /** Inspects the given instance, or the project's newest. */
  public Inspection inspection(Optional<String> instance) {
    prepare();
    return new Inspection(
        regions.aws(1),
        new InspectionSettings("local", instance, settings.acceptance().site().orElseThrow()),
        project,
        progress);
  }

  /** Tags an instance as replaced and due at a time. */
  public void markDue(String id, Instant when) throws Exception {
    inRegion(
        region -> {
          new Instances(region).tag(id, Map.of(TagKeys.DUE, when.toString()));
          return id;
        });
  }

  private void prepare() {
    regions.with(this::behaving);
  }

  private LocalRegionSettings behaving(LocalRegionSettings usual) {
    return usual.failing(faults).allowing(policy).withLatency(latency).running(machines);
  }

  /** An action in the region. */
  @FunctionalInterface
  interface Work<T> {
    T in(AwsRegion region) throws Exception;
  }

  <T> T inRegion(Work<T> work) throws Exception {
    regions.with(usual -> usual.running(machines));
    try (AwsRegion region = regions.aws(1).region("local")) {
      return work.in(region);
    }
  }

  /** The project's instances that are not terminated. */
  List<Instance> instances() throws Exception {
    return inRegion(
        region ->
            new Instances(region)
                .ofSite(project.key()).stream().filter(one -> !one.isGone()).toList());
  }

  List<SecurityGroup> groups() throws Exception {
    return inRegion(region -> new SecurityGroups(region, project).ofProject());
  }

  Path file(String name) {
    return directory.resolve("target").resolve(name);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
