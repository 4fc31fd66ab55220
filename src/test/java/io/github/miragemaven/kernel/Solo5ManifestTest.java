package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks manifest notes in the layout of solo5-elftool 0.12. */
class Solo5ManifestTest {

  private static final int MFT1 = 0x3154464d;
  private static final int NETWORK = 2;
  private static final int BLOCK = 1;
  private static final int RESERVED = 1 << 30;

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
        List.of(manifest(2, 1, RESERVED, ""), manifest(1, 2, RESERVED, ""), new byte[8])) {
      assertThatThrownBy(() -> devices(manifest))
          .isInstanceOf(KernelException.class)
          .hasMessageContaining("its manifest of devices");
    }
    assertThatThrownBy(() -> devices(manifest(1, -1, RESERVED, "")))
        .hasMessageContaining("with -1 entries");
  }

  private List<Device> devices(byte[] manifest) throws Exception {
    byte[] elf = ElfBuilder.program().noteSection(note("Solo5", MFT1, manifest)).bytes();
    return KernelInspector.devices(Files.write(directory.resolve("kernel"), elf));
  }

  private static byte[] manifest(int version, int count, Object... entries) {
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + entries.length / 2 * 104).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, version).putInt(8, count);
    for (int i = 0; i < entries.length / 2; i++) {
      bytes.put(12 + i * 104, ((String) entries[2 * i + 1]).getBytes(StandardCharsets.US_ASCII));
      bytes.putInt(12 + i * 104 + 68, (Integer) entries[2 * i]);
    }
    return bytes.array();
  }
}
