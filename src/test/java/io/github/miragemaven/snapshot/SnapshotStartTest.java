package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotStartTest {

  /** The order of {@code Map.of} differs between runs, but the parameters of a token may not. */
  @Test
  void tagsAreInTheSameOrderInEveryRun() {
    SnapshotStart start =
        new SnapshotStart(
            "token",
            1,
            Optional.empty(),
            Encryption.NONE,
            "",
            Map.of("d", "1", "b", "2", "a", "3", "e", "4", "c", "5"));
    assertThat(start.tags().keySet()).containsExactly("a", "b", "c", "d", "e");
  }
}
