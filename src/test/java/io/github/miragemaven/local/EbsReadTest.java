package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ebs.model.ValidationException;

class EbsReadTest extends RegionTest {

  private Reader reader() {
    return new Reader(clients().ebs());
  }

  /** Creates a completed snapshot with random blocks at these indexes, seeded by the index. */
  private String snapshot(int... indexes) {
    String id = uploader().start(1);
    for (int index : indexes) {
      uploader().put(id, index, TestBlocks.random(index));
    }
    return completed(id, indexes.length);
  }

  private String completed(String id, int count) {
    uploader().complete(id, count);
    describeSnapshot(id);
    return id;
  }

  @Test
  void listsTheBlocksThatWereWrittenInOrder() {
    String id = snapshot(9, 2, 2047);

    ListSnapshotBlocksResponse page = clients().ebs().listSnapshotBlocks(ask -> ask.snapshotId(id));

    assertThat(page.blocks()).extracting(Block::blockIndex).containsExactly(2, 9, 2047);
    assertThat(page.volumeSize()).isEqualTo(1);
    assertThat(page.blockSize()).isEqualTo(524_288);
    assertThat(page.expiryTime()).isEqualTo(now().plus(Duration.ofDays(7)));
    assertThat(page.nextToken()).isNull();
  }

  @Test
  void listsPageByPage() {
    String id = uploader().start(1);
    for (int index = 0; index < 250; index++) {
      uploader().put(id, index * 3, TestBlocks.zeros());
    }
    completed(id, 250);

    ListSnapshotBlocksResponse first =
        clients().ebs().listSnapshotBlocks(ask -> ask.snapshotId(id).maxResults(100));

    assertThat(first.blocks()).hasSize(100);
    assertThat(first.nextToken()).isNotNull();
    assertThat(reader().list(id, 100))
        .extracting(Block::blockIndex)
        .hasSize(250)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(
            clients()
                .ebs()
                .listSnapshotBlocks(ask -> ask.snapshotId(id).startingBlockIndex(746))
                .blocks())
        .extracting(Block::blockIndex)
        .containsExactly(747);
  }

  @Test
  void readsABlockWithItsChecksum() {
    String id = snapshot(4);
    Block listed = reader().list(id, 100).get(0);

    ResponseBytes<GetSnapshotBlockResponse> read =
        clients()
            .ebs()
            .getSnapshotBlockAsBytes(
                get -> get.snapshotId(id).blockIndex(4).blockToken(listed.blockToken()));

    assertThat(read.asByteArray()).isEqualTo(TestBlocks.random(4));
    assertThat(read.response().checksum()).isEqualTo(TestBlocks.checksum(TestBlocks.random(4)));
    assertThat(read.response().dataLength()).isEqualTo(524_288);
  }

  @Test
  void readsNothingBeforeTheSnapshotIsCompleted() {
    String id = uploader().start(1);

    assertThat(reason(() -> reader().list(id, 100))).isEqualTo("INVALID_SNAPSHOT_ID");
  }

  @Test
  void refusesTokensThatAreNotTheBlocksOwnOrHaveExpired() {
    String id = snapshot(1, 2);
    String other = snapshot(1);
    Block first = reader().list(id, 100).get(0);
    Block second = reader().list(id, 100).get(1);
    Block others = reader().list(other, 100).get(0);

    assertThat(reasonOfToken(id, 1, second.blockToken())).isEqualTo("INVALID_BLOCK_TOKEN");
    assertThat(reasonOfToken(id, 1, others.blockToken())).isEqualTo("INVALID_BLOCK_TOKEN");
    assertThat(reasonOfToken(id, 1, "AAAA")).isEqualTo("INVALID_BLOCK_TOKEN");
    pass(Duration.ofDays(6));
    assertThat(reader().block(id, first)).isEqualTo(TestBlocks.random(1));
    pass(Duration.ofDays(1));
    assertThat(reasonOfToken(id, 1, first.blockToken())).isEqualTo("INVALID_BLOCK_TOKEN");
  }

  private String reasonOfToken(String id, int index, String token) {
    return reason(
        () ->
            clients()
                .ebs()
                .getSnapshotBlockAsBytes(
                    get -> get.snapshotId(id).blockIndex(index).blockToken(token)));
  }

  @Test
  void refusesPageTokensOfOtherListsAndOldOnes() {
    String id = uploader().start(1);
    for (int index = 0; index < 101; index++) {
      uploader().put(id, index, TestBlocks.zeros());
    }
    completed(id, 101);
    String other = snapshot(1);
    String token =
        clients().ebs().listSnapshotBlocks(ask -> ask.snapshotId(id).maxResults(100)).nextToken();

    assertThat(reasonOfPage(other, token)).isEqualTo("INVALID_PAGE_TOKEN");
    pass(Duration.ofMinutes(60));
    assertThat(reasonOfPage(id, token)).isEqualTo("INVALID_PAGE_TOKEN");
  }

  private String reasonOfPage(String id, String token) {
    return reason(
        () -> clients().ebs().listSnapshotBlocks(ask -> ask.snapshotId(id).nextToken(token)));
  }

  @Test
  void refusesPagesOfAnImpossibleSize() {
    String id = snapshot(1);

    for (int size : List.of(99, 10_001)) {
      assertThat(
              reason(
                  () ->
                      clients()
                          .ebs()
                          .listSnapshotBlocks(ask -> ask.snapshotId(id).maxResults(size))))
          .isEqualTo("INVALID_PARAMETER_VALUE");
    }
  }

  @Test
  void aChildHasItsParentsBlocksWhereItWroteNone() {
    String parent = snapshot(1, 2, 3);
    String child = uploader().startOn(parent, 2);
    uploader().put(child, 2, TestBlocks.random(22));
    uploader().put(child, 3, TestBlocks.zeros());
    uploader().put(child, 4000, TestBlocks.random(4000));
    completed(child, 3);

    assertThat(reader().list(child, 100))
        .extracting(Block::blockIndex)
        .containsExactly(1, 2, 3, 4000);
    assertThat(reader().block(child, 1)).isEqualTo(TestBlocks.random(1));
    assertThat(reader().block(child, 2)).isEqualTo(TestBlocks.random(22));
    assertThat(reader().block(child, 3)).isEqualTo(TestBlocks.zeros());
    assertThat(reader().block(child, 4000)).isEqualTo(TestBlocks.random(4000));
    assertThat(reader().block(parent, 3)).isEqualTo(TestBlocks.random(3));
  }

  @Test
  void aChildKeepsItsBlocksWhenItsParentsAreDeleted() throws Exception {
    String grandparent = snapshot(1, 2, 3);
    String parent = uploader().startOn(grandparent, 1);
    uploader().put(parent, 2, TestBlocks.random(22));
    completed(parent, 1);
    String child = uploader().startOn(parent, 1);
    uploader().put(child, 3, TestBlocks.random(33));
    clients().ec2().deleteSnapshot(delete -> delete.snapshotId(grandparent));
    completed(child, 1);
    clients().ec2().deleteSnapshot(delete -> delete.snapshotId(parent));

    assertThat(reader().block(child, 1)).isEqualTo(TestBlocks.random(1));
    assertThat(reader().block(child, 2)).isEqualTo(TestBlocks.random(22));
    assertThat(reader().block(child, 3)).isEqualTo(TestBlocks.random(33));
    clients().ec2().deleteSnapshot(delete -> delete.snapshotId(child));
    assertThat(directory.resolve("local/blocks")).isEmptyDirectory();
  }

  @Test
  void countsOnlyTheBlocksThatAChildItselfWrote() {
    String parent = snapshot(1, 2, 3);
    String child = uploader().startOn(parent, 1);
    // The same data as the parent's counts as written.
    uploader().put(child, 1, TestBlocks.random(1));

    assertThat(reason(() -> uploader().complete(child, 3))).isEqualTo("INVALID_PARAMETER_VALUE");
    uploader().complete(child, 1);
  }

  @Test
  void exportsTheDiskWithHolesWhereThereAreZeros() throws Exception {
    String parent = snapshot(1, 2);
    String child = uploader().startOn(parent, 1);
    uploader().put(child, 2, TestBlocks.zeros());
    uploader().put(child, 7, TestBlocks.random(7));
    completed(child, 2);
    Path file = directory.resolve("disk.img");

    region().export(child, file);

    assertThat(file).hasSize(1L << 30);
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      assertThat(block(in, 0)).isEqualTo(TestBlocks.zeros());
      assertThat(block(in, 1)).isEqualTo(TestBlocks.random(1));
      assertThat(block(in, 2)).isEqualTo(TestBlocks.zeros());
      assertThat(block(in, 7)).isEqualTo(TestBlocks.random(7));
      assertThat(block(in, 2047)).isEqualTo(TestBlocks.zeros());
    }
  }

  @Test
  void exportsNoiseWhereAnEncryptedDiskWasNeverWritten() throws Exception {
    open(settings().encryptingByDefault());
    String id = snapshot(1);
    Path file = directory.resolve("disk.img");

    region().export(id, file);

    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      assertThat(block(in, 0)).isNotEqualTo(TestBlocks.zeros());
      assertThat(block(in, 1)).isEqualTo(TestBlocks.random(1));
    }
  }

  private static byte[] block(SeekableByteChannel in, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(TestBlocks.SIZE);
    in.position((long) index * TestBlocks.SIZE);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = in.read(bytes);
    }
    return bytes.array();
  }

  private static String reason(ThrowingCallable request) {
    ValidationException refused = catchThrowableOfType(ValidationException.class, request);
    assertThat(refused).as("the refusal").isNotNull();
    return refused.reasonAsString();
  }
}
