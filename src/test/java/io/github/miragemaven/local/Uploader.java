package io.github.miragemaven.local;

import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockResponse;

/** Uploads snapshots correctly, except for changes by a test. */
record Uploader(EbsClient ebs) {

  String start(long gib) {
    return ebs.startSnapshot(start -> start.volumeSize(gib)).snapshotId();
  }

  String startOn(String parent, long gib) {
    return ebs.startSnapshot(start -> start.volumeSize(gib).parentSnapshotId(parent)).snapshotId();
  }

  PutSnapshotBlockResponse put(String snapshot, int index, byte[] block) {
    return put(snapshot, index, block, put -> {});
  }

  PutSnapshotBlockResponse put(
      String snapshot, int index, byte[] block, Consumer<PutSnapshotBlockRequest.Builder> change) {
    return ebs.putSnapshotBlock(
        put -> {
          put.snapshotId(snapshot)
              .blockIndex(index)
              .dataLength(block.length)
              .checksum(TestBlocks.checksum(block))
              .checksumAlgorithm("SHA256");
          change.accept(put);
        },
        RequestBody.fromBytes(block));
  }

  CompleteSnapshotResponse complete(String snapshot, int count) {
    return ebs.completeSnapshot(end -> end.snapshotId(snapshot).changedBlocksCount(count));
  }
}
