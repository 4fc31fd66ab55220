package io.github.miragemaven.local;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;

/** Reads snapshots. */
record Reader(EbsClient ebs) {

  /** Lists all blocks of a snapshot, over as many pages as needed. */
  List<Block> list(String snapshot, int pageSize) {
    List<Block> blocks = new ArrayList<>();
    ebs.listSnapshotBlocksPaginator(ask -> ask.snapshotId(snapshot).maxResults(pageSize))
        .forEach(page -> blocks.addAll(page.blocks()));
    return blocks;
  }

  byte[] block(String snapshot, int index) {
    Block listed =
        list(snapshot, 10_000).stream()
            .filter(block -> block.blockIndex() == index)
            .findFirst()
            .orElseThrow();
    return block(snapshot, listed);
  }

  byte[] block(String snapshot, Block listed) {
    return ebs.getSnapshotBlockAsBytes(
            get ->
                get.snapshotId(snapshot)
                    .blockIndex(listed.blockIndex())
                    .blockToken(listed.blockToken()))
        .asByteArray();
  }
}
