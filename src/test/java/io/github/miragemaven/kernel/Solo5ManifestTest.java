package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static io.github.miragemaven.kernel.Solo5Kernels.BLOCK;
import static io.github.miragemaven.kernel.Solo5Kernels.NETWORK;
import static io.github.miragemaven.kernel.Solo5Kernels.RESERVED;
import static io.github.miragemaven.kernel.Solo5Kernels.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks manifest notes in the layout of solo5-elftool 0.12. */
class Solo5ManifestTest {

  private static final int MFT1 = 0x3154464d;

  @TempDir Path directory;

  @Test
  void listsDevicesInOrder() throws Exception {
    assertThat(devices(manifest(1, 4, RESERVED, "", NETWORK, "service", BLOCK, "storage", 7, "x")))
        .containsExactly(
            new Device("service", Device.Type.NETWORK), new Device("storage", Device.Type.BLOCK));
  }

  @Test
  void listsNoneIfNoneAreDeclared() throws Exception {
    assertThat(devices(manifest(1, 1, RESERVED, ""))).isEmpty();
    Path kernel = Files.write(directory.resolve("plain"), SampleKernels.multiboot());
    assertThat(KernelInspector.devices(kernel)).isEmpty();
  }

  @Test
  void rejectsAnInconsistentManifest() {
    for (byte[] manifest :
        List.of(
            manifest(2, 1, RESERVED, ""),
            manifest(1, 2, RESERVED, ""),
            note("Solo5", MFT1, new byte[8]))) {
      assertThatThrownBy(() -> devices(manifest))
          .isInstanceOf(KernelException.class)
          .hasMessageContaining("its manifest of devices");
    }
    assertThatThrownBy(() -> devices(manifest(1, -1, RESERVED, "")))
        .hasMessageContaining("with -1 entries");
  }

  private List<Device> devices(byte[] manifest) throws Exception {
    byte[] elf = ElfBuilder.program().noteSection(manifest).bytes();
    return KernelInspector.devices(Files.write(directory.resolve("kernel"), elf));
  }
}
