package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.incremental.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.Status;
import software.amazon.awssdk.services.ebs.model.Tag;
import software.amazon.awssdk.services.ebs.model.ValidationException;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class EbsUploadTest extends RegionTest {

  private static final String ARN = "arn:aws:kms:local:123456789012:key/";

  @Test
  void startsAnEmptyPendingSnapshot() {
    StartSnapshotResponse started =
        clients()
            .ebs()
            .startSnapshot(
                start ->
                    start
                        .volumeSize(3L)
                        .description("blog 1.0")
                        .tags(Tag.builder().key("project").value("blog").build()));

    assertThat(started.snapshotId()).matches("snap-[0-9a-f]{17}");
    assertThat(started.status()).isEqualTo(Status.PENDING);
    assertThat(started.volumeSize()).isEqualTo(3);
    assertThat(started.blockSize()).isEqualTo(524_288);
    assertThat(started.ownerId()).isEqualTo("123456789012");
    assertThat(started.startTime()).isEqualTo(now());
    assertThat(started.description()).isEqualTo("blog 1.0");
    assertThat(started.tags()).containsExactly(Tag.builder().key("project").value("blog").build());
    assertThat(describeSnapshot(started.snapshotId()))
        .satisfies(
            seen -> {
              assertThat(seen.state()).isEqualTo(SnapshotState.PENDING);
              assertThat(seen.volumeId()).isEqualTo("vol-ffffffff");
              assertThat(seen.encrypted()).isFalse();
              assertThat(seen.tags()).containsExactly(Ask.tag("project", "blog"));
            });
  }

  @Test
  void answersABlockWithItsChecksum() {
    byte[] block = TestBlocks.random(1);

    var put = uploader().put(uploader().start(1), 7, block);

    assertThat(put.checksum()).isEqualTo(TestBlocks.checksum(block));
    assertThat(put.checksumAlgorithmAsString()).isEqualTo("SHA256");
  }

  @Test
  void refusesABlockWithAnotherChecksum() {
    String id = uploader().start(1);

    assertThat(
            reason(
                () ->
                    uploader()
                        .put(
                            id,
                            0,
                            TestBlocks.random(1),
                            put -> put.checksum(TestBlocks.checksum(TestBlocks.random(2))))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(reason(() -> uploader().complete(id, 1))).isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 524_287, 524_289})
  void refusesABlockOfAnotherLength(int length) {
    String id = uploader().start(1);

    assertThat(reason(() -> uploader().put(id, 0, new byte[length])))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void refusesADataLengthThatIsNotTheBlocks() {
    String id = uploader().start(1);

    assertThat(reason(() -> uploader().put(id, 0, TestBlocks.zeros(), put -> put.dataLength(4096))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void takesTheVolumesLastBlockAndRefusesTheNext() {
    String id = uploader().start(1);

    uploader().put(id, 2047, TestBlocks.zeros());

    assertThat(reason(() -> uploader().put(id, 2048, TestBlocks.zeros())))
        .isEqualTo("INVALID_BLOCK");
  }

  @Test
  void countsAnIdenticalSecondPutOnce() {
    String id = uploader().start(1);
    uploader().put(id, 5, TestBlocks.random(5));
    uploader().put(id, 5, TestBlocks.random(5));

    assertThat(reason(() -> uploader().complete(id, 2))).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(uploader().complete(id, 1).status()).isEqualTo(Status.PENDING);
  }

  @Test
  void keepsTheLastOfTwoDifferentPuts() throws Exception {
    String id = uploader().start(1);
    uploader().put(id, 5, TestBlocks.random(1));
    uploader().put(id, 5, TestBlocks.random(2));
    uploader().complete(id, 1);
    describeSnapshot(id);

    assertThat(new Reader(clients().ebs()).block(id, 5)).isEqualTo(TestBlocks.random(2));
  }

  @Test
  void completesOnlyWithTheDigestOverTheRawDigestsInBlockOrder() {
    String id = uploader().start(1);
    // Put in reverse order, so that the order of arrival differs.
    for (int index = 3; index >= 0; index--) {
      uploader().put(id, index, TestBlocks.random(index));
    }
    MessageDigest linear = Sha256.digest();
    IntStream.range(0, 4)
        .forEach(index -> linear.update(Sha256.digest().digest(TestBlocks.random(index))));
    String right = Base64.getEncoder().encodeToString(linear.digest());

    assertThat(reason(() -> complete(id, 4, TestBlocks.checksum(TestBlocks.random(0)))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
    complete(id, 4, right);

    assertThat(describeSnapshot(id).state()).isEqualTo(SnapshotState.COMPLETED);
  }

  private void complete(String id, int count, String checksum) {
    clients()
        .ebs()
        .completeSnapshot(
            end ->
                end.snapshotId(id)
                    .changedBlocksCount(count)
                    .checksum(checksum)
                    .checksumAlgorithm("SHA256")
                    .checksumAggregationMethod("LINEAR"));
  }

  @Test
  void takesNoBlockAndNoSecondCompletionAfterTheFirst() {
    String id = uploader().start(1);
    uploader().complete(id, 0);

    assertThat(reason(() -> uploader().put(id, 0, TestBlocks.zeros())))
        .isEqualTo("INVALID_SNAPSHOT_ID");
    assertThat(reason(() -> uploader().complete(id, 0))).isEqualTo("INVALID_SNAPSHOT_ID");
  }

  @Test
  void isPendingForSomePollsThenCompleted() throws Exception {
    open(settings().readyAfter(2));
    String id = uploader().start(1);
    uploader().complete(id, 0);

    assertThat(IntStream.range(0, 4).mapToObj(poll -> describeSnapshot(id).stateAsString()))
        .containsExactly("pending", "pending", "completed", "completed");
    assertThat(describeSnapshot(id).completionTime()).isEqualTo(now());
  }

  @Test
  void doesNotKnowASnapshotThatIsNot() {
    String nowhere = "snap-0123456789abcdef0";

    assertThat(refusal(() -> uploader().put(nowhere, 0, TestBlocks.zeros())))
        .isEqualTo("ResourceNotFoundException 404");
    assertThat(refusal(() -> uploader().complete(nowhere, 0)))
        .isEqualTo("ResourceNotFoundException 404");
    assertThat(refusal(() -> uploader().startOn(nowhere, 1)))
        .isEqualTo("ResourceNotFoundException 404");
  }

  @Test
  void givesTheSameSnapshotForTheSameTokenAndParameters() {
    String first = start("token", 1);

    assertThat(start("token", 1)).isEqualTo(first);
    assertThat(start("other", 1)).isNotEqualTo(first);
    assertThat(refusal(() -> start("token", 2))).isEqualTo("ConflictException 409");
  }

  private String start(String token, long gib) {
    return clients()
        .ebs()
        .startSnapshot(start -> start.volumeSize(gib).clientToken(token))
        .snapshotId();
  }

  @Test
  void cancelsAnUploadThatRestedLongerThanItsTimeout() {
    String id =
        clients().ebs().startSnapshot(start -> start.volumeSize(1L).timeout(10)).snapshotId();
    pass(Duration.ofMinutes(9));
    uploader().put(id, 0, TestBlocks.random(0));
    pass(Duration.ofMinutes(10));
    uploader().put(id, 1, TestBlocks.random(1));
    pass(Duration.ofMinutes(10).plusSeconds(1));

    assertThat(reason(() -> uploader().put(id, 2, TestBlocks.random(2))))
        .isEqualTo("INVALID_SNAPSHOT_ID");
    assertThat(reason(() -> uploader().complete(id, 2))).isEqualTo("INVALID_SNAPSHOT_ID");
    assertThat(describeSnapshot(id).state()).isEqualTo(SnapshotState.ERROR);
  }

  @Test
  void restsAnHourByDefault() {
    String id = uploader().start(1);
    pass(Duration.ofMinutes(60));
    uploader().put(id, 0, TestBlocks.random(0));
    pass(Duration.ofMinutes(61));

    assertThat(describeSnapshot(id).state()).isEqualTo(SnapshotState.ERROR);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 65_537})
  void refusesAVolumeOfAnImpossibleSize(long gib) {
    assertThat(reason(() -> uploader().start(gib))).isEqualTo("INVALID_VOLUME_SIZE");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 4321})
  void refusesATimeoutOutOfBounds(int minutes) {
    assertThat(
            reason(
                () ->
                    clients().ebs().startSnapshot(start -> start.volumeSize(1L).timeout(minutes))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void refusesTagsThatAwsRefuses() {
    Tag reserved = Tag.builder().key("aws:name").value("x").build();
    Tag twice = Tag.builder().key("a").value("x").build();
    Tag tooLong = Tag.builder().key("k".repeat(128)).value("x").build();

    assertThat(reasonOfTags(reserved)).isEqualTo("INVALID_TAG");
    assertThat(reasonOfTags(twice, twice)).isEqualTo("INVALID_TAG");
    assertThat(reasonOfTags(tooLong)).isEqualTo("INVALID_TAG");
    assertThat(
            reasonOfTags(
                IntStream.range(0, 51)
                    .mapToObj(i -> Tag.builder().key("k" + i).value("x").build())
                    .toArray(Tag[]::new)))
        .isEqualTo("INVALID_TAG");
  }

  private String reasonOfTags(Tag... tags) {
    return reason(() -> clients().ebs().startSnapshot(start -> start.volumeSize(1L).tags(tags)));
  }

  @Test
  void startsOnACompletedParentOfAtMostItsSize() {
    String parent = completedSnapshot();
    String pending = uploader().start(1);
    String larger = uploader().start(2);
    uploader().complete(larger, 0);
    describeSnapshot(larger);

    assertThat(uploader().startOn(parent, 1)).startsWith("snap-");
    assertThat(uploader().startOn(parent, 2)).startsWith("snap-");
    assertThat(reason(() -> uploader().startOn(pending, 1))).isEqualTo("INVALID_SNAPSHOT_ID");
    assertThat(reason(() -> uploader().startOn(larger, 1))).isEqualTo("INVALID_VOLUME_SIZE");
  }

  @Test
  void refusesAParentTogetherWithEncryption() {
    String parent = completedSnapshot();

    assertThat(
            reason(
                () ->
                    clients()
                        .ebs()
                        .startSnapshot(
                            start ->
                                start.volumeSize(1L).parentSnapshotId(parent).encrypted(true))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void encryptsWithTheKeyGivenOrTheAccountsOwn() {
    String customers = ARN + "00000000-0000-4000-8000-000000000001";
    StartSnapshotResponse named =
        clients()
            .ebs()
            .startSnapshot(start -> start.volumeSize(1L).encrypted(true).kmsKeyArn(customers));
    StartSnapshotResponse unnamed =
        clients().ebs().startSnapshot(start -> start.volumeSize(1L).encrypted(true));

    assertThat(named.kmsKeyArn()).isEqualTo(customers);
    assertThat(unnamed.kmsKeyArn()).isEqualTo(ARN + "00000000-0000-4000-8000-0000000000eb");
    assertThat(describeSnapshot(named.snapshotId()).encrypted()).isTrue();
    assertThat(describeSnapshot(named.snapshotId()).kmsKeyId()).isEqualTo(customers);
  }

  @Test
  void refusesAKeyThatIsDisabledOrNotThere() {
    for (String key : new String[] {"00000000-0000-4000-8000-000000000002", "nothing"}) {
      assertThat(
              reason(
                  () ->
                      clients()
                          .ebs()
                          .startSnapshot(
                              start -> start.volumeSize(1L).encrypted(true).kmsKeyArn(ARN + key))))
          .isEqualTo("INVALID_CUSTOMER_KEY");
    }
  }

  @Test
  void encryptsAllSnapshotsWhereTheAccountSaysSoAndThoseOfEncryptedParents() throws Exception {
    open(settings().encryptingByDefault());
    String parent = completedSnapshot();
    open(settings());
    String child = uploader().startOn(parent, 1);

    assertThat(describeSnapshot(parent).encrypted()).isTrue();
    assertThat(describeSnapshot(child).kmsKeyId()).isEqualTo(describeSnapshot(parent).kmsKeyId());
  }

  private static String reason(ThrowingCallable request) {
    ValidationException refused = catchThrowableOfType(ValidationException.class, request);
    assertThat(refused).as("the refusal").isNotNull();
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.getMessage()).isNotBlank();
    return refused.reasonAsString();
  }
}
