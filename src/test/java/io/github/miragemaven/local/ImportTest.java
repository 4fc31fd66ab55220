package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/** Tests imports of disk images from a bucket. */
class ImportTest extends RegionTest {

  private static final byte[] IMAGE = new byte[1_300_000];

  @BeforeEach
  void putAnImage() throws IOException {
    new Random(1).nextBytes(IMAGE);
    Arrays.fill(IMAGE, 524_288, 1_048_576, (byte) 0);
    region().addBucket("birds");
    put();
  }

  private void put() {
    clients().s3().putObject(ask -> ask.bucket("birds").key("image"), RequestBody.fromBytes(IMAGE));
  }

  private String start(Consumer<ImportSnapshotRequest.Builder> change) {
    return clients()
        .ec2()
        .importSnapshot(
            ask -> {
              ask.diskContainer(
                  disk -> disk.format("RAW").userBucket(at -> at.s3Bucket("birds").s3Key("image")));
              change.accept(ask);
            })
        .importTaskId();
  }

  private ImportSnapshotTask task(String id) {
    return clients()
        .ec2()
        .describeImportSnapshotTasks(ask -> ask.importTaskIds(id))
        .importSnapshotTasks()
        .get(0);
  }

  private SnapshotTaskDetail detail(String id) {
    return task(id).snapshotTaskDetail();
  }

  private SnapshotTaskDetail ended(String id) {
    SnapshotTaskDetail detail = detail(id);
    for (int looks = 0; !detail.status().matches("completed|deleted"); looks++) {
      assertThat(looks).isLessThan(20);
      detail = detail(id);
    }
    return detail;
  }

  @Test
  void rawDiskBecomesSnapshotOfWholeGibibytes() throws Exception {
    String id = start(ask -> ask.description("A blog"));
    assertThat(id).startsWith("import-snap-");
    SnapshotTaskDetail ended = ended(id);
    assertThat(ended.status()).isEqualTo("completed");
    assertThat(ended.diskImageSize()).isEqualTo(IMAGE.length);
    Snapshot snapshot = describeSnapshot(ended.snapshotId());
    assertThat(snapshot.volumeSize()).isEqualTo(1);
    assertThat(snapshot.encrypted()).isFalse();
    assertThat(snapshot.tags()).isEmpty();
    assertThat(snapshot.description()).isEqualTo("Created by AWS-VMImport service for " + id);
    Path disk = directory.resolve("disk");
    region().export(ended.snapshotId(), disk);
    try (var in = Files.newInputStream(disk)) {
      assertThat(in.readNBytes(IMAGE.length)).isEqualTo(IMAGE);
    }
    assertThat(Files.size(disk)).isEqualTo(1L << 30);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    open(settings().readyAfter(1));
    String id = start(ask -> {});
    SnapshotTaskDetail begun = detail(id);
    assertThat(begun.status()).isEqualTo("active");
    assertThat(begun.statusMessage()).isEqualTo("pending");
    assertThat(begun.progress()).isEqualTo("3");
    assertThat(begun.snapshotId()).isEmpty();
    assertThat(region().leaks()).contains(new Leak(Leak.Kind.IMPORT_TASK, id));
    detail(id);
    assertThat(detail(id).statusMessage()).isEqualTo("downloading/converting");
    assertThat(ended(id).progress()).isNull();
    assertThat(region().leaks())
        .extracting(Leak::kind)
        .containsOnly(Leak.Kind.PENDING_SNAPSHOT, Leak.Kind.OBJECT);
  }

  @Test
  void sameTokenMakesOneTask() {
    String id = start(ask -> ask.clientToken("one"));
    assertThat(start(ask -> ask.clientToken("one"))).isEqualTo(id);
    assertThat(start(ask -> ask.clientToken("two"))).isNotEqualTo(id);
    assertThat(refusal(() -> start(ask -> ask.clientToken("one").description("other"))))
        .isEqualTo("IdempotentParameterMismatch 400");
    assertThat(
            clients()
                .ec2()
                .describeImportSnapshotTasksPaginator(ask -> ask.maxResults(1))
                .importSnapshotTasks())
        .hasSize(2);
  }

  @Test
  void tagsTheTaskAlone() {
    String id =
        start(
            ask ->
                ask.tagSpecifications(Ask.tags("import-snapshot-task", Ask.tag("team", "birds"))));
    assertThat(task(id).tags()).containsExactly(Ask.tag("team", "birds"));
    assertThat(
            refusal(
                () ->
                    start(
                        ask ->
                            ask.tagSpecifications(Ask.tags("snapshot", Ask.tag("team", "birds"))))))
        .isEqualTo("InvalidParameterValue 400");
  }

  @Test
  void encryptsAsItIsAsked() throws Exception {
    String id = start(ask -> ask.encrypted(true).kmsKeyId("alias/mirage"));
    Snapshot snapshot = describeSnapshot(ended(id).snapshotId());
    assertThat(snapshot.encrypted()).isTrue();
    assertThat(snapshot.kmsKeyId()).endsWith("1");
    assertThat(refusal(() -> start(ask -> ask.kmsKeyId("alias/mirage"))))
        .isEqualTo("InvalidParameterDependency 400");
    assertThat(refusal(() -> start(ask -> ask.encrypted(true).kmsKeyId("alias/disabled"))))
        .isEqualTo("InvalidParameter 400");
    open(settings().encryptingByDefault());
    assertThat(describeSnapshot(ended(start(ask -> {})).snapshotId()).encrypted()).isTrue();
  }

  @Test
  void refusesRolesThatAreNotThere() throws Exception {
    assertThat(catchThrowable(() -> start(ask -> ask.roleName("other"))))
        .hasMessageContaining("The service role other provided does not exist");
    open(settings().importingBy("other"));
    assertThat(refusal(() -> start(ask -> {}))).isEqualTo("InvalidParameter 400");
    assertThat(ended(start(ask -> ask.roleName("other"))).status()).isEqualTo("completed");
  }

  @Test
  void failsWhereTheRoleMayNotReadTheBucket() throws Exception {
    open(settings().keepingBucketsFromTheImportRole());
    SnapshotTaskDetail ended = ended(start(ask -> {}));
    assertThat(ended.status()).isEqualTo("deleted");
    assertThat(ended.statusMessage()).contains("403 Forbidden");
    assertThat(ended.snapshotId()).isEmpty();
  }

  @Test
  void failsWhereTheObjectIsGone() {
    String id = start(ask -> {});
    clients().s3().deleteObject(ask -> ask.bucket("birds").key("image"));
    assertThat(ended(id).statusMessage()).contains("404 Not Found");
    assertThat(refusal(() -> start(ask -> {}))).isEqualTo("InvalidParameter 400");
  }

  @Test
  void failsByRule() {
    region().inject(Faults.none().on("ImportSnapshot").attempt(1).give(Fault.failsLater()));
    assertThat(ended(start(ask -> {})).status()).isEqualTo("deleted");
    assertThat(ended(start(ask -> {})).status()).isEqualTo("completed");
  }

  @Test
  void endsWhereItIsCancelled() throws Exception {
    open(settings().readyAfter(1));
    String id = start(ask -> {});
    assertThat(clients().ec2().cancelImportTask(ask -> ask.importTaskId(id)).previousState())
        .isEqualTo("active");
    assertThat(detail(id).status()).isEqualTo("deleting");
    assertThat(ended(id).status()).isEqualTo("deleted");
    assertThat(region().leaks()).extracting(Leak::kind).containsOnly(Leak.Kind.OBJECT);
    String other = start(ask -> {});
    ended(other);
    assertThat(refusal(() -> clients().ec2().cancelImportTask(ask -> ask.importTaskId(other))))
        .isEqualTo("IncorrectState 400");
  }

  @Test
  void refusesOtherFormatsAndTasksThatAreNotThere() {
    assertThat(
            refusal(
                () ->
                    start(
                        ask ->
                            ask.diskContainer(
                                disk ->
                                    disk.format("VHD")
                                        .userBucket(at -> at.s3Bucket("birds").s3Key("image"))))))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refusal(() -> task("import-snap-00000000000000000")))
        .isEqualTo("InvalidConversionTaskId.Malformed 400");
  }
}
