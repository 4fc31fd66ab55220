package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Simulates the blocks of a snapshot that was written after its parents. */
final class SimulatedVolume {

  private static final String RANDOM = "random bytes";
  private static final String ZEROS = Sha256.of(Block.zeroDigest()).hex();

  private final Map<Integer, String> written = new HashMap<>();
  private final boolean encrypted;

  SimulatedVolume(boolean encrypted) {
    this.encrypted = encrypted;
  }

  void write(WritePlan plan, VolumeContent content) throws IOException {
    for (int block : plan.blocks().stream().toArray()) {
      byte[] bytes = content.open(block).readAllBytes();
      assertThat(bytes).hasSize(Block.SIZE);
      Sha256 digest = Sha256.of(Sha256.digest().digest(bytes));
      assertThat(Sha256.of(content.digest(block))).isEqualTo(digest);
      written.put(block, digest.hex());
    }
  }

  void requireHolds(VolumeLayout layout, VolumeContent expected) throws IOException {
    for (int block = 0; block < layout.blocks(); block++) {
      assertThat(written.getOrDefault(block, encrypted ? RANDOM : ZEROS))
          .as("block %d of %s", block, layout)
          .isEqualTo(Sha256.of(expected.digest(block)).hex());
    }
  }
}
