package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;

class EbsFaultsTest {

  private static final byte[] BLOCK = new byte[512 * 1024];
  private static final String CHECKSUM =
      Base64.getEncoder().encodeToString(Sha256.digest().digest(BLOCK));

  @TempDir Path directory;

  @SuppressWarnings("ImmutableEnumChecker") // Fault is an immutable record.
  private enum LostResponse {
    RESET(Fault.reset()),
    LOST(Fault.answerLost()),
    CUT(Fault.answerCut());

    private final Fault fault;

    LostResponse(Fault fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource(LostResponse.class)
  void lostResponseIsTransient(LostResponse lost) throws Exception {
    TestRegions regions =
        new TestRegions(directory)
            .failing(Faults.seeded(1).on("PutSnapshotBlock").attempt(1).give(lost.fault));
    try (AwsRegion region = regions.aws(1).region("local")) {
      String snapshot = start(region);

      SdkException failure = failure(() -> put(region, snapshot));

      assertThat(Retryability.of(failure)).isEqualTo(Retryability.TRANSIENT);
      assertThat(CallFailure.of(failure).action()).isEqualTo("ebs:PutSnapshotBlock");
      assertThat(put(region, snapshot)).isEqualTo(CHECKSUM);
    }
  }

  @Test
  void interruptedThreadAbortsTheCall() throws Exception {
    try (AwsRegion region = new TestRegions(directory).aws(1).region("local")) {
      String snapshot = start(region);
      Thread.currentThread().interrupt();

      SdkException failure = failure(() -> put(region, snapshot));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).isInstanceOf(AbortedException.class);
    }
  }

  private static SdkException failure(ThrowingCallable call) {
    return catchThrowableOfType(SdkException.class, call);
  }

  private static String start(AwsRegion region) {
    return region.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
  }

  private static String put(AwsRegion region, String snapshot) {
    return region
        .ebs()
        .putSnapshotBlock(
            put ->
                put.snapshotId(snapshot)
                    .blockIndex(0)
                    .dataLength(BLOCK.length)
                    .checksum(CHECKSUM)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(BLOCK))
        .checksum();
  }
}
