package io.github.miragemaven.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveSupportTest {

  private static final byte[] MAGIC = "MIRASITE".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"SOLO5_VIRTIO", "SOLO5_SPT", "SOLO5_HVT"})
  void manifestWithADiskMeansThatTheKernelReadsAnArchive(KernelKind kind) throws Exception {
    List<String> network = List.of("service");
    assertThat(isIn(Solo5Kernels.withDevices(kind, network, List.of("site")))).isTrue();
    assertThat(isIn(Solo5Kernels.withDevices(kind, network, List.of()))).isFalse();
    assertThat(isIn(withMagic(Solo5Kernels.withDevices(kind, network, List.of()), 0))).isFalse();
  }

  @Test
  void kernelsWithoutManifestContainTheMagic() throws Exception {
    for (byte[] kernel : List.of(SampleKernels.solo5Xen(), SampleKernels.multiboot())) {
      assertThat(isIn(kernel)).isFalse();
      assertThat(isIn(withMagic(kernel, 0))).isTrue();
    }
  }

  @Test
  void findsTheMagicAcrossTheEndOfARead() throws Exception {
    byte[] kernel = SampleKernels.solo5Xen();
    for (int before = -MAGIC.length; before <= 0; before++) {
      int padding = 2 * KernelFile.MAXIMUM_READ + before - kernel.length;
      assertThat(isIn(withMagic(kernel, padding))).as("%d", before).isTrue();
    }
  }

  @Test
  void miniOsAndProgramsReadNoDisk() throws Exception {
    assertThat(isIn(withMagic(SampleKernels.paravirtual(), 0))).isFalse();
    assertThat(isIn(withMagic(ElfBuilder.program().bytes(), 0))).isFalse();
  }

  private boolean isIn(byte[] kernel) throws Exception {
    Path file = Files.write(directory.resolve("kernel"), kernel);
    return ArchiveSupport.isIn(KernelInspector.inspect(file));
  }

  private static byte[] withMagic(byte[] kernel, int padding) {
    int at = kernel.length + padding;
    byte[] all = Arrays.copyOf(kernel, at + MAGIC.length);
    System.arraycopy(MAGIC, 0, all, at, MAGIC.length);
    return all;
  }
}
