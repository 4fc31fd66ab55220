package io.github.miragemaven.snapshot.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.Leak;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.snapshot.SampleImage;
import io.github.miragemaven.snapshot.Uploader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.s3.S3Client;

/** Deploys through S3, in a region with a bucket named {@code birds}. */
class ImportDeploymentTest {

  private static final String BUCKET = "birds";
  private static final List<Integer> IMAGE = List.of(1, 0, 2, 3);
  private static final List<Integer> LARGE = IntStream.range(0, 37).boxed().toList();

  @TempDir Path directory;

  private Deployments deployments;

  @BeforeEach
  void open() throws Exception {
    deployments = new Deployments(directory).through(strategy(BUCKET, "vmimport"));
    try (LocalRegion region = deployments.regions.open("local")) {
      region.addBucket(BUCKET);
    }
  }

  static Uploader.Strategy strategy(String bucket, String role) {
    ImportSettings settings = new ImportSettings(bucket, role);
    return (region, upload, execution) -> new ImportUploader(region, upload, settings, execution);
  }

  private void assertOnlyImageRemains(Deployed deployed) throws Exception {
    assertThat(deployments.holdsTheImage("local", deployed.snapshot())).isTrue();
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  private void assertNothingRemains() throws Exception {
    assertThat(deployments.regions.leaks("local")).isEmpty();
    assertThat(deployments.amis("local")).isZero();
  }

  private interface Query<T> {
    T run(AwsRegion region) throws Exception;
  }

  private <T> T query(Query<T> query) throws Exception {
    try (AwsRegion region =
        deployments.regions.with(UnaryOperator.identity()).aws(1).region("local")) {
      return query.run(region);
    }
  }

  private List<ImportSnapshotTask> tasks() throws Exception {
    return query(
        region -> region.ec2().describeImportSnapshotTasks(request -> {}).importSnapshotTasks());
  }

  private void failing(Faults faults) {
    deployments.regions.failing(faults);
  }

  @Test
  void importsImageByteForByteAndLeavesNothingElse() throws Exception {
    Deployed deployed = deployments.deploy(LARGE);
    assertOnlyImageRemains(deployed);
    assertThat(deployments.requests("UploadPart")).isEqualTo(3);
    assertThat(deployments.requests("PutSnapshotBlock")).isZero();
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.startsWith("INFO uploading 18.5 MiB in 3 parts to s3://birds/"))
        .anyMatch(line -> line.equals("INFO importing: 42 %, downloading/converting"));
  }

  @Test
  void tagsSnapshot() throws Exception {
    Deployed deployed = deployments.deploy(IMAGE);
    List<Tag> tags =
        query(
            region ->
                region
                    .ec2()
                    .describeSnapshots(request -> request.snapshotIds(deployed.snapshot()))
                    .snapshots()
                    .get(0)
                    .tags());
    assertThat(tags)
        .extracting(Tag::key)
        .contains(
            "team", TagKeys.PROJECT, TagKeys.IMAGE, TagKeys.ORIGIN, TagKeys.DEPLOYMENT, "Name");
    assertThat(tags).contains(Tag.builder().key(TagKeys.STATE).value(TagKeys.DEPLOYED).build());
  }

  @Test
  void reusesAmiOfSameImage() throws Exception {
    Deployed first = deployments.deploy(IMAGE);
    Deployed again = deployments.deploy(IMAGE);
    assertThat(again.ami().id()).isEqualTo(first.ami().id());
    assertThat(again.source()).isEqualTo(Deployed.Source.EXISTING);
    assertThat(deployments.requests("CreateMultipartUpload")).isZero();
  }

  @Test
  void laterDirectDeploymentUploadsEverything() throws Exception {
    deployments.deploy(IMAGE);
    deployments.through(Uploader.Strategy.DIRECT);
    assertOnlyImageRemains(deployments.deploy(List.of(1, 0, 2, 4)));
  }

  @Test
  void encryptsSnapshot() throws Exception {
    deployments.regions.with(usual -> usual.encryptingByDefault());
    Deployed deployed = deployments.deploy(IMAGE);
    assertOnlyImageRemains(deployed);
    boolean encrypted =
        query(
            region ->
                region
                    .ec2()
                    .describeSnapshots(request -> request.snapshotIds(deployed.snapshot()))
                    .snapshots()
                    .get(0)
                    .encrypted());
    assertThat(encrypted).isTrue();
  }

  @Test
  void dryRunReportsUploadThroughBucket() throws Exception {
    assertThat(deployments.plan(LARGE))
        .anyMatch(
            line ->
                line.contains(
                    "send 18.5 MiB through the bucket birds in 5 requests (less than $0.01) to a"
                        + " new snapshot of 1 GiB"));
    assertThat(deployments.requests("CreateMultipartUpload")).isZero();
    assertNothingRemains();
  }

  @Test
  void refusesMissingBucket() throws Exception {
    deployments.through(strategy("fish-{region}", "vmimport"));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("The bucket fish-local")
        .hasMessageContaining("-Dmirage.import.bucket");
    assertNothingRemains();
  }

  @Test
  void refusesBucketInAnotherRegion() throws Exception {
    try (LocalRegion region = deployments.regions.open("local-2")) {
      region.addBucket("fish");
    }
    assertThatThrownBy(() -> deployments.through(strategy("fish", "vmimport")).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("The bucket fish is in local-2")
        .hasMessageContaining("{region}");
    assertNothingRemains();
  }

  @Test
  void usesOneBucketPerRegion() throws Exception {
    for (String name : List.of("local", "local-2")) {
      try (LocalRegion region = deployments.regions.open(name)) {
        region.addBucket("birds-" + name);
      }
    }
    deployments.through(strategy("birds-{region}", "vmimport")).to("local", "local-2");
    deployments.deploy(IMAGE);
    assertThat(deployments.amis("local-2")).isOne();
    assertThat(deployments.regions.leaks("local-2")).isEmpty();
  }

  @Test
  void explainsThatRoleDoesNotExist() throws Exception {
    assertThatThrownBy(() -> deployments.through(strategy(BUCKET, "other")).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("cannot import with the role other")
        .hasMessageContaining("vmie.amazonaws.com")
        .hasMessageContaining("-Dmirage.import.role")
        .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(3));
    assertNothingRemains();
  }

  @Test
  void explainsThatRoleMayNotReadBucket() throws Exception {
    deployments.regions.with(usual -> usual.keepingBucketsFromTheImportRole());
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("Reason 403 Forbidden")
        .hasMessageContaining("Allow the role vmimport to read the bucket birds")
        .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(3));
    assertNothingRemains();
  }

  @Test
  void reportsStatusMessageOfFailedImport() throws Exception {
    failing(Faults.none().on("ImportSnapshot").give(Fault.failsLater()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("an internal error occurred during conversion")
        .hasMessageContaining("Run the same command again");
    assertNothingRemains();
  }

  @Test
  void refusesMissingPermissionBeforeUpload() throws Exception {
    failing(Faults.none().on("ImportSnapshot").give(Fault.denied()));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("ec2:ImportSnapshot");
    assertThat(deployments.requests("CreateMultipartUpload")).isZero();
    assertNothingRemains();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateMultipartUpload",
        "UploadPart",
        "CompleteMultipartUpload",
        "DescribeImportSnapshotTasks",
        "CreateTags"
      })
  void leavesNothingAfterFailure(String operation) throws Exception {
    int attempt = operation.startsWith("Describe") ? 3 : 1;
    failing(Faults.none().on(operation).attempt(attempt).give(Fault.denied()));
    assertThatThrownBy(() -> deployments.deploy(LARGE)).isInstanceOf(UserFailureException.class);
    assertNothingRemains();
    assertThat(tasks()).noneMatch(task -> task.snapshotTaskDetail().status().equals("active"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateMultipartUpload",
        "UploadPart",
        "CompleteMultipartUpload",
        "ImportSnapshot",
        "DeleteObject"
      })
  void toleratesLostResponses(String operation) throws Exception {
    int attempt = operation.equals("ImportSnapshot") ? 2 : 1;
    failing(Faults.none().on(operation).attempt(attempt).give(Fault.answerLost()));
    assertOnlyImageRemains(deployments.deploy(LARGE));
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void retriesTransientFaults() throws Exception {
    failing(
        Faults.seeded(3)
            .on("UploadPart")
            .sometimes(0.3)
            .give(Fault.throttled())
            .on("UploadPart")
            .sometimes(0.2)
            .give(Fault.reset())
            .on("CompleteMultipartUpload")
            .attempt(1)
            .give(Fault.internalError()));
    assertOnlyImageRemains(deployments.deploy(LARGE));
  }

  @Test
  void resumesImportOfKilledRun() throws Exception {
    String task = importByKilledRun(IMAGE);
    Deployed deployed = deployments.deploy(IMAGE);
    assertOnlyImageRemains(deployed);
    assertThat(deployments.requests("CreateMultipartUpload")).isZero();
    assertThat(deployments.requests("ImportSnapshot")).isZero();
    assertThat(deployments.progress.lines())
        .contains("INFO resuming %s of an earlier run".formatted(task));
  }

  @Test
  void cancelsImportOfAnotherImage() throws Exception {
    String task = importByKilledRun(List.of(7));
    assertOnlyImageRemains(deployments.deploy(IMAGE));
    assertThat(tasks())
        .filteredOn(it -> it.importTaskId().equals(task))
        .allMatch(it -> it.snapshotTaskDetail().status().startsWith("delet"));
  }

  /** Leaves what a run leaves that is killed after it started its import. */
  private String importByKilledRun(List<Integer> blocks) throws Exception {
    Path image = SampleImage.write(directory.resolve("killed.img"), blocks);
    Map<String, String> tags =
        Map.of(
            TagKeys.PROJECT, "com.example:blog",
            TagKeys.ORIGIN, "here",
            TagKeys.IMAGE, Sha256.ofFile(image).hex(),
            TagKeys.KEY, "none",
            TagKeys.DEPLOYMENT, "killed");
    String key = ImageKey.of(tags, "killed");
    TagSpecification tagged =
        TagSpecification.builder()
            .resourceType(ResourceType.IMPORT_SNAPSHOT_TASK)
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
            .build();
    return query(
        region -> {
          region.s3().putObject(request -> request.bucket(BUCKET).key(key), image);
          return region
              .ec2()
              .importSnapshot(
                  request ->
                      request
                          .diskContainer(
                              disk ->
                                  disk.format("RAW")
                                      .userBucket(at -> at.s3Bucket(BUCKET).s3Key(key)))
                          .tagSpecifications(tagged))
              .importTaskId();
        });
  }

  /** Ctrl-C interrupts the deployment's thread. */
  @ParameterizedTest
  @ValueSource(strings = {"UploadPart", "DescribeImportSnapshotTasks"})
  void leavesNothingAfterInterruption(String operation) throws Exception {
    int attempt = operation.equals("UploadPart") ? 1 : 3;
    failing(Faults.none().on(operation).attempt(attempt).give(Fault.slow(Duration.ofSeconds(3))));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                deployments.deploy(LARGE);
              } catch (Exception e) {
                failure.set(e);
              }
            });
    thread.start();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!deployments.hasAsked(operation, attempt) && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    assertNothingRemains();
  }

  @Test
  void removesLeftoversOfKilledRun() throws Exception {
    query(
        region -> {
          S3Client s3 = region.s3();
          String own = "mirage/com.example/blog/here/";
          s3.putObject(
              request -> request.bucket(BUCKET).key(own + "1-1.img"), RequestBody.fromString("x"));
          s3.createMultipartUpload(request -> request.bucket(BUCKET).key(own + "2-2.img"));
          for (String other : List.of("mirage/com.example/blog/there/1-1.img", "cats")) {
            s3.putObject(request -> request.bucket(BUCKET).key(other), RequestBody.fromString("x"));
          }
          return own;
        });
    deployments.deploy(IMAGE);
    assertThat(deployments.regions.leaks("local"))
        .containsExactlyInAnyOrder(
            new Leak(Leak.Kind.OBJECT, "birds/mirage/com.example/blog/there/1-1.img"),
            new Leak(Leak.Kind.OBJECT, "birds/cats"));
  }
}
