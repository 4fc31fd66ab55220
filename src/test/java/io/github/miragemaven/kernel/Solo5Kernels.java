package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Solo5 kernels with the manifests that solo5-elftool 0.12 writes. They contain no code. */
public final class Solo5Kernels {

  static final int RESERVED = 1 << 30;
  static final int NETWORK = 2;
  static final int BLOCK = 1;

  private static final int ABI1 = 0x31494241;
  private static final int MFT1 = 0x3154464d;

  private Solo5Kernels() {}

  /** Returns a kernel for virtio, spt or hvt that declares these devices. */
  public static byte[] withDevices(KernelKind kind, List<String> networks, List<String> disks) {
    Object[] entries = new Object[2 * (1 + networks.size() + disks.size())];
    entries[0] = RESERVED;
    entries[1] = "";
    int next = 2;
    for (String network : networks) {
      entries[next++] = NETWORK;
      entries[next++] = network;
    }
    for (String disk : disks) {
      entries[next++] = BLOCK;
      entries[next++] = disk;
    }
    ElfBuilder elf =
        ElfBuilder.program()
            .noteSection(
                note("Solo5", ABI1, abiTarget(kind), 2, 0, 0),
                manifest(1, entries.length / 2, entries));
    return (kind == KernelKind.SOLO5_VIRTIO ? elf.multibootAt(4128) : elf).bytes();
  }

  /** Returns the note of a manifest with this version, count, and type and name of each entry. */
  static byte[] manifest(int version, int count, Object... entries) {
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + entries.length / 2 * 104).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, version).putInt(8, count);
    for (int i = 0; i < entries.length / 2; i++) {
      bytes.put(12 + i * 104, ((String) entries[2 * i + 1]).getBytes(StandardCharsets.US_ASCII));
      bytes.putInt(12 + i * 104 + 68, (Integer) entries[2 * i]);
    }
    return note("Solo5", MFT1, bytes.array());
  }

  private static int abiTarget(KernelKind kind) {
    return switch (kind) {
      case SOLO5_HVT -> 1;
      case SOLO5_SPT -> 2;
      case SOLO5_VIRTIO -> 3;
      default -> throw new IllegalArgumentException("No manifest in " + kind);
    };
  }
}
