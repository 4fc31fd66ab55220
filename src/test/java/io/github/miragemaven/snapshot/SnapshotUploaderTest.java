package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

class SnapshotUploaderTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2, 3);

  @TempDir Path directory;

  private Uploads uploads;

  @BeforeEach
  void open() {
    uploads = new Uploads(directory);
  }

  @Test
  void firstUploadSendsTheWholeImage() throws Exception {
    Snapshot snapshot = uploads.upload(IMAGE);
    assertThat(uploads.created).containsExactly(snapshot.id());
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(4 + 1);
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void saysWhichBlocksAreNotTheImages() throws Exception {
    Snapshot first = uploads.upload(IMAGE);
    uploads.upload(List.of(1, 0, 0), first);
    assertThat(uploads.progress.lines())
        .anyMatch(it -> it.contains("2.5 MiB in 5 blocks (4 of the image, 1 of its manifest) to"))
        .anyMatch(
            it ->
                it.contains("1.5 MiB in 3 blocks (1 of the image, 1 of its manifest, 1 empty) to"));
  }

  @Test
  void incrementalUploadSendsChangedBlocksAndFiveMoreRequests() throws Exception {
    Snapshot first = uploads.upload(IMAGE);
    Snapshot second =
        uploads.cleaned().verifying(Verification.NONE).upload(List.of(1, 0, 9, 3), first);
    assertThat(uploads.read(second, 4)).isEqualTo(second.image());
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(1 + 1);
    assertThat(uploads.requests("StartSnapshot")).isEqualTo(1);
    assertThat(uploads.requests("ListSnapshotBlocks")).isEqualTo(1);
    assertThat(uploads.requests("GetSnapshotBlock")).isEqualTo(1);
    assertThat(uploads.requests("CompleteSnapshot")).isEqualTo(1);
  }

  @Test
  void blocksThatBecameZeroAreWrittenAsZeros() throws Exception {
    Snapshot first = uploads.upload(IMAGE);
    Snapshot second = uploads.upload(List.of(1, 0, 0), first);
    assertThat(uploads.read(second, 3)).isEqualTo(second.image());
    assertThat(uploads.read(second, 4)).isNotEqualTo(second.image());
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(2 + 1);
  }

  @Test
  void encryptedSnapshotIsWrittenCompletely() throws Exception {
    uploads.encrypting(new Encryption(true, Optional.empty()));
    Snapshot first = uploads.upload(IMAGE);
    assertThat(first.kmsKey()).isPresent();
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(2048);
    assertThat(uploads.read(first, 4)).isEqualTo(first.image());

    Snapshot second = uploads.upload(List.of(1, 0, 9, 3), first);
    assertThat(second.kmsKey()).isEqualTo(first.kmsKey());
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(1 + 1);
    assertThat(uploads.read(second, 4)).isEqualTo(second.image());
  }

  @Test
  void unencryptedParentIsIgnoredWhereTheAccountEncryptsByDefault() throws Exception {
    Snapshot first = uploads.upload(IMAGE);
    uploads.regions.with(usual -> usual.encryptingByDefault());
    uploads.encrypting(new Encryption(true, Optional.empty()));
    Snapshot second = uploads.upload(IMAGE, first);
    assertThat(second.kmsKey()).isPresent();
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(2048);
  }

  @Test
  void parentWithoutManifestIsIgnored() throws Exception {
    Snapshot foreign = uploads.foreign(new byte[0]);
    Snapshot snapshot = uploads.upload(IMAGE, foreign);
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(4 + 1);
    assertThat(uploads.progress.lines())
        .contains("INFO " + foreign.id() + " has no valid manifest; uploading the whole image");
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void parentWithDamagedManifestIsIgnored() throws Exception {
    byte[] manifest = SampleImage.manifest(directory.resolve("old.img"), IMAGE);
    manifest[200] ^= 1;
    Snapshot snapshot = uploads.upload(IMAGE, uploads.foreign(manifest));
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(4 + 1);
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void uploadsWholeImageWhenParentDiffersFromItsManifest() throws Exception {
    byte[] manifest = SampleImage.manifest(directory.resolve("old.img"), IMAGE);
    Snapshot snapshot = uploads.upload(List.of(1, 0, 2, 9), uploads.foreign(manifest));
    assertThat(uploads.progress.lines())
        .anyMatch(
            line -> line.matches("WARN Block \\d of snap-.* differs from the uploaded data\\."));
    assertThat(uploads.created).hasSize(2).last().isEqualTo(snapshot.id());
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void fullVerificationReadsEveryBlock() throws Exception {
    Snapshot snapshot = uploads.verifying(Verification.FULL).upload(IMAGE);
    assertThat(uploads.requests("GetSnapshotBlock")).isEqualTo(4);
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void transientFailuresAreRetried() throws Exception {
    List<Integer> image = IntStream.range(0, 60).boxed().toList();
    uploads.failing(
        Faults.seeded(7)
            .on("StartSnapshot")
            .attempt(1)
            .give(Fault.concurrentLimit())
            .on("PutSnapshotBlock")
            .block(3)
            .attempt(1)
            .give(Fault.notFound())
            .on("PutSnapshotBlock")
            .block(4)
            .attempt(1)
            .give(Fault.blockUnreadable())
            .on("PutSnapshotBlock")
            .block(5)
            .attempt(1)
            .give(Fault.wrongChecksum())
            .on("PutSnapshotBlock")
            .block(6)
            .attempt(1)
            .give(Fault.answerLost())
            .on("PutSnapshotBlock")
            .block(7)
            .attempt(1)
            .give(Fault.answerCut())
            .on("PutSnapshotBlock")
            .block(8)
            .attempt(1)
            .give(Fault.unavailable())
            .on("PutSnapshotBlock")
            .sometimes(0.05)
            .give(Fault.throttled())
            .on("PutSnapshotBlock")
            .sometimes(0.02)
            .give(Fault.internalError())
            .on("PutSnapshotBlock")
            .sometimes(0.01)
            .give(Fault.reset())
            .on("PutSnapshotBlock")
            .sometimes(0.05)
            .give(Fault.slow(Duration.ofMillis(20)))
            .on("CompleteSnapshot")
            .attempt(1)
            .give(Fault.answerLost()));
    Snapshot snapshot = uploads.upload(image);
    assertThat(uploads.read(snapshot, 60)).isEqualTo(snapshot.image());
  }

  @Test
  void permissionDenialStopsTheUpload() {
    List<Integer> image = IntStream.range(0, 400).boxed().toList();
    uploads.failing(Faults.none().on("PutSnapshotBlock").block(20).give(Fault.denied()));
    assertThat(refusal(() -> uploads.upload(image))).isEqualTo("AccessDeniedException");
    assertThat(uploads.requests("PutSnapshotBlock")).isLessThan(400);
    assertThat(uploads.requests("CompleteSnapshot")).isZero();
  }

  @Test
  void nextRunResumesFailedUpload() throws Exception {
    List<Integer> image = IntStream.range(0, 60).boxed().toList();
    uploads.failing(Faults.none().on("PutSnapshotBlock").block(50).give(Fault.denied()));
    assertThat(refusal(() -> uploads.upload(image))).isEqualTo("AccessDeniedException");
    long sent = uploads.requests("PutSnapshotBlock");
    Snapshot snapshot = uploads.failing(Faults.none()).upload(image);
    assertThat(uploads.created).hasSize(2).containsOnly(snapshot.id());
    assertThat(uploads.requests("StartSnapshot")).isZero();
    assertThat(uploads.requests("PutSnapshotBlock")).isBetween(1L, 61 - sent + 16);
    assertThat(uploads.read(snapshot, 60)).isEqualTo(snapshot.image());
  }

  @Test
  void nextRunFindsSnapshotWhenResponseToStartWasLost() throws Exception {
    uploads.failing(Faults.none().on("StartSnapshot").give(Fault.answerLost()));
    assertThatThrownBy(() -> uploads.upload(IMAGE)).hasMessageContaining("Unable to execute");
    assertThat(uploads.created).isEmpty();
    Snapshot snapshot = uploads.failing(Faults.none()).upload(IMAGE);
    assertThat(uploads.regions.leaks("local")).hasSize(1);
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void nextRunFindsSnapshotWhenResponseToCompletionWasLost() throws Exception {
    uploads.failing(
        Faults.none()
            .on("CompleteSnapshot")
            .attempt(1)
            .give(Fault.answerLost())
            .on("DescribeSnapshots")
            .give(Fault.denied()));
    assertThatThrownBy(() -> uploads.upload(IMAGE)).hasMessageContaining("not authorized");
    Snapshot snapshot = uploads.failing(Faults.none()).upload(IMAGE);
    assertThat(uploads.created).hasSize(2).containsOnly(snapshot.id());
    assertThat(uploads.requests("PutSnapshotBlock")).isZero();
    assertThat(uploads.read(snapshot, 4)).isEqualTo(snapshot.image());
  }

  @Test
  void unfinishedUploadOfAnotherImageIsNotResumed() throws Exception {
    uploads.failing(Faults.none().on("CompleteSnapshot").give(Fault.denied()));
    assertThat(refusal(() -> uploads.upload(IMAGE))).isEqualTo("AccessDeniedException");
    Snapshot snapshot = uploads.failing(Faults.none()).upload(List.of(5, 6));
    assertThat(uploads.created).hasSize(2).doesNotHaveDuplicates();
    assertThat(uploads.read(snapshot, 2)).isEqualTo(snapshot.image());
  }

  @Test
  void imageOfZerosIsWritten() throws Exception {
    Snapshot snapshot = uploads.upload(List.of(0, 0));
    assertThat(uploads.requests("PutSnapshotBlock")).isEqualTo(2 + 1);
    assertThat(uploads.read(snapshot, 2))
        .isEqualTo(Sha256.of(Sha256.digest().digest(new byte[2 * Block.SIZE])));
  }

  private static String refusal(ThrowingCallable call) {
    return CallFailure.of(catchThrowableOfType(SdkException.class, call)).code();
  }
}
