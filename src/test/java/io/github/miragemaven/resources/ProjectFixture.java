package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.InstanceStatuses;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ebs.model.Tag;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A project with what it has in regions on this machine, as a test says. */
@SuppressWarnings("unchecked") // The SDK takes generic builders as varargs.
final class ProjectFixture {

  static final Project BLOG = new Project("com.example", "blog", "1.0", "0.1", "here");

  private static final int CONNECTIONS = 4;
  private static final int LONGEST_TIMEOUT = 4320;

  final Deployments deployments;
  final RecordedProgress progress = new RecordedProgress();

  private final Path directory;
  private List<String> regions = List.of("local");
  private int keep = 1;
  private boolean shared;
  private Optional<String> parameter = Optional.empty();

  ProjectFixture(Path directory) {
    this.directory = directory;
    this.deployments = new Deployments(directory);
  }

  ProjectFixture in(String... names) {
    regions = List.of(names);
    return this;
  }

  ProjectFixture keeping(int newest) {
    keep = newest;
    return this;
  }

  ProjectFixture sharedToo() {
    shared = true;
    return this;
  }

  ProjectFixture pointing(String name) {
    parameter = Optional.of(name);
    return this;
  }

  /** Deploys an image of a block that repeats each of these bytes; the last AMI is the newest. */
  List<Ami> deploy(int... images) throws Exception {
    List<Ami> amis = new ArrayList<>();
    for (int image : images) {
      Deployed deployed = deployments.deploy(List.of(7, image));
      amis.add(deployed.ami());
    }
    return amis;
  }

  /** Has the region's clock be behind for what is made meanwhile. */
  ProjectFixture ago(Duration age) {
    deployments.regions.with(usual -> usual.at(() -> Instant.now().minus(age)));
    return this;
  }

  ProjectFixture now() {
    deployments.regions.with(UnaryOperator.identity());
    return this;
  }

  /** From now on another region fails while this one does not. */
  ProjectFixture failingIn(String name, Faults faults) {
    deployments.regions.only(name, faults);
    return this;
  }

  private Aws aws() {
    return deployments.regions.aws(CONNECTIONS);
  }

  /** Something done with a region's clients. */
  interface Use<T> {
    T of(AwsRegion region) throws Exception;
  }

  <T> T with(String name, Use<T> use) throws Exception {
    try (AwsRegion region = aws().region(name)) {
      return use.of(region);
    }
  }

  /** Something put into a region from outside. */
  interface Change<T> {
    T of(LocalRegion region) throws Exception;
  }

  <T> T change(Change<T> change) throws Exception {
    try (LocalRegion region = deployments.regions.open("local")) {
      return change.of(region);
    }
  }

  /** Has another region make a copy of an AMI for the project. */
  void copy(String ami) throws Exception {
    with(
        "local-2",
        region ->
            region
                .ec2()
                .copyImage(
                    request ->
                        request
                            .name("copy")
                            .sourceRegion("local")
                            .sourceImageId(ami)
                            .tagSpecifications(
                                tags ->
                                    tags.resourceType(ResourceType.IMAGE)
                                        .tags(tag -> tag.key(TagKeys.PROJECT).value(BLOG.key())))));
  }

  /** Has a parameter name an AMI. */
  void point(String name, String ami) throws Exception {
    with(
        "local",
        region ->
            region
                .ssm()
                .putParameter(
                    request ->
                        request.name(name).value(ami).type(ParameterType.STRING).overwrite(true)));
  }

  /** Begins a snapshot of the project, from that origin, and leaves it. */
  String begin(String origin) throws Exception {
    Map<String, String> tags = new TreeMap<>();
    tags.put(TagKeys.PROJECT, BLOG.key());
    tags.put(TagKeys.ORIGIN, origin);
    tags.put(TagKeys.STATE, TagKeys.UNFINISHED);
    return with(
        "local",
        region ->
            region
                .ebs()
                .startSnapshot(
                    request ->
                        request
                            .volumeSize(1L)
                            .timeout(LONGEST_TIMEOUT)
                            .tags(
                                tags.entrySet().stream()
                                    .map(tag -> tag(tag.getKey(), tag.getValue()))
                                    .toList()))
                .snapshotId());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Begins a snapshot and completes it without a block. */
  String complete(String origin) throws Exception {
    String id = begin(origin);
    with(
        "local",
        region -> {
          region.ebs().completeSnapshot(request -> request.snapshotId(id).changedBlocksCount(0));
          Optional<StoredSnapshot> stored = new Snapshots(region).find(id);
          while (stored.orElseThrow().state() == StoredSnapshot.State.PENDING) {
            stored = new Snapshots(region).find(id);
          }
          return stored;
        });
    return id;
  }

  List<String> amis() throws Exception {
    return with(
        "local",
        region ->
            new Amis(region).tagged(TagKeys.PROJECT, BLOG.key()).stream().map(Ami::id).toList());
  }

  List<String> snapshots() throws Exception {
    return with(
        "local",
        region ->
            new Snapshots(region)
                .tagged(TagKeys.PROJECT, BLOG.key()).stream().map(StoredSnapshot::id).toList());
  }

  List<Outcome<RegionStatus>> look() throws Exception {
    return new Status(
            aws(), regions, BLOG, parameter, new InstanceStatuses(BLOG, VerifySettings.of("")))
        .read();
  }

  RegionStatus status() throws Exception {
    return look().get(0).value().orElseThrow();
  }

  ProjectResources resources() throws Exception {
    return status().resources();
  }

  List<String> show() throws Exception {
    prune().show();
    return progress.lines();
  }

  List<String> remove() throws Exception {
    prune().remove();
    return progress.lines();
  }

  private Prune prune() {
    progress.lines().clear();
    return new Prune(
        aws(),
        new PruneSettings(regions, keep, shared, parameter, deploymentDirectory()),
        BLOG,
        new Execution(progress, new QuickTime()));
  }

  Path deploymentDirectory() {
    return directory.resolve("target");
  }
}
