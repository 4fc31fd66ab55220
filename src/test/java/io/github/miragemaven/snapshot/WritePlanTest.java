package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritePlanTest {

  private static final int LAST = 2047;

  @TempDir Path directory;

  @Test
  void fullUploadWritesEveryBlockOfTheImageIncludingZeros() throws IOException {
    assertThat(full(List.of(1, 0, 2), false)).containsExactly(0, 1, 2, LAST);
  }

  @Test
  void fullUploadOfAnEncryptedSnapshotWritesTheWholeVolume() throws IOException {
    assertThat(full(List.of(1, 0, 2), true))
        .containsExactly(IntStream.rangeClosed(0, LAST).boxed().toArray(Integer[]::new));
  }

  @Test
  void changeWritesItsBlockAndTheManifest() throws IOException {
    assertThat(incremental(List.of(1, 2, 3, 4), List.of(1, 2, 9, 4))).containsExactly(2, LAST);
  }

  @Test
  void blockThatBecameZeroIsWrittenAsZeros() throws IOException {
    assertThat(incremental(List.of(1, 2, 3, 4), List.of(1, 0, 3, 4))).containsExactly(1, LAST);
  }

  @Test
  void spaceAfterASmallerImageIsWrittenAsZeros() throws IOException {
    assertThat(incremental(List.of(1, 2, 0, 4), List.of(1, 2))).containsExactly(3, LAST);
  }

  @Test
  void growingImageWritesEveryNewBlockIncludingZeros() throws IOException {
    assertThat(incremental(List.of(1, 2), List.of(1, 2, 0, 4))).containsExactly(2, 3, LAST);
  }

  @Test
  void growingVolumeOverwritesTheOldManifest() throws IOException {
    List<Integer> image = IntStream.range(0, 2048).map(i -> i % 100).boxed().toList();
    assertThat(incremental(image.subList(0, 2047), image)).containsExactly(2047, 4095);
    assertThat(incremental(image.subList(0, 2046), image)).containsExactly(2046, 2047, 4095);
  }

  @Test
  void volumeHasRoomForImageAndManifest() {
    assertThat(VolumeLayout.of(1, 1).gib()).isEqualTo(1);
    assertThat(VolumeLayout.of(2047L * Block.SIZE, 1).gib()).isEqualTo(1);
    assertThat(VolumeLayout.of(2047L * Block.SIZE + 1, 1).gib()).isEqualTo(2);
    assertThat(VolumeLayout.of(1, 8).gib()).isEqualTo(8);
    assertThat(VolumeLayout.of(1L << 40, 1).gib()).isEqualTo(1025);
  }

  /** An incremental upload results in the new image, followed by zeros, for any two images. */
  @Property(tries = 50)
  @Tag("slow")
  void nothingOfTheParentRemains(
      @ForAll("images") List<Integer> before,
      @ForAll("images") List<Integer> after,
      @ForAll @IntRange(min = 1, max = 2) int parentGib,
      @ForAll boolean encrypted)
      throws IOException {
    Path temporary = Files.createTempDirectory("plan");
    Path old = SampleImage.write(temporary.resolve("old.img"), before);
    Path now = SampleImage.write(temporary.resolve("new.img"), after);
    try (Manifest oldManifest = SampleImage.manifest(old);
        Manifest newManifest = SampleImage.manifest(now);
        ImageBlocks oldBlocks = ImageBlocks.open(old);
        ImageBlocks newBlocks = ImageBlocks.open(now)) {
      VolumeLayout oldLayout = VolumeLayout.of(oldManifest.imageSize(), parentGib);
      VolumeLayout layout = VolumeLayout.of(newManifest.imageSize(), oldLayout.gib());
      SimulatedVolume volume = new SimulatedVolume(encrypted);
      volume.write(
          WritePlan.full(oldLayout, encrypted),
          new VolumeContent(oldLayout, oldBlocks, oldManifest));
      WritePlan plan =
          WritePlan.incremental(oldManifest, oldLayout.gib(), newManifest, layout, encrypted);
      VolumeContent wanted = new VolumeContent(layout, newBlocks, newManifest);
      volume.write(plan, wanted);
      volume.requireHolds(layout, wanted);
      assertThat(plan.count()).isLessThanOrEqualTo(layout.blocks());
    } finally {
      for (String name : List.of("old.img", "new.img", "old.img.manifest", "new.img.manifest")) {
        Files.delete(temporary.resolve(name));
      }
      Files.delete(temporary);
    }
  }

  @Provide
  Arbitrary<List<Integer>> images() {
    return Arbitraries.integers().between(0, 2).list().ofMinSize(1).ofMaxSize(12);
  }

  private List<Integer> full(List<Integer> image, boolean encrypted) throws IOException {
    try (Manifest manifest = manifest("new.img", image)) {
      return blocks(WritePlan.full(VolumeLayout.of(manifest.imageSize(), 1), encrypted).blocks());
    }
  }

  private List<Integer> incremental(List<Integer> before, List<Integer> after) throws IOException {
    try (Manifest parent = manifest("old.img", before);
        Manifest image = manifest("new.img", after)) {
      int gib = VolumeLayout.of(parent.imageSize(), 1).gib();
      return blocks(
          WritePlan.incremental(parent, gib, image, VolumeLayout.of(image.imageSize(), gib), false)
              .blocks());
    }
  }

  private Manifest manifest(String name, List<Integer> blocks) throws IOException {
    return SampleImage.manifest(SampleImage.write(directory.resolve(name), blocks));
  }

  private static List<Integer> blocks(BitSet blocks) {
    return blocks.stream().boxed().toList();
  }
}
