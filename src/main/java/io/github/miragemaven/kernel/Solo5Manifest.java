package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the devices that a Solo5 kernel declares (Solo5's include/mft_abi.h, MFT_VERSION 1). */
final class Solo5Manifest {

  private static final int MFT1_NOTE_TYPE = 0x3154464d;
  private static final int MFT_VERSION = 1;
  private static final int MFT_DEV_BLOCK_BASIC = 1;
  private static final int MFT_DEV_NET_BASIC = 2;
  private static final int MFT_MAX_ENTRIES = 64;

  /**
   * struct mft in its note: padding to 8 bytes in the file, version, number of entries, entries.
   */
  private static final int VERSION = 4;

  private static final int COUNT = 8;
  private static final int ENTRIES = 12;

  /** struct mft_entry: a name of 68 bytes, a type, and fields for the tender to set. */
  private static final int ENTRY_SIZE = 104;

  private static final int MFT_NAME_SIZE = 68;

  private Solo5Manifest() {}

  static List<Device> devices(KernelFile file, List<ElfNote> notes)
      throws IOException, KernelException {
    Optional<ElfNote> note =
        notes.stream().filter(n -> n.is(Solo5Abi.ABI1_NOTE_NAME, MFT1_NOTE_TYPE)).findFirst();
    if (note.isEmpty()) {
      return List.of();
    }
    long size = note.get().size();
    if (size < ENTRIES || size > ENTRIES + MFT_MAX_ENTRIES * ENTRY_SIZE) {
      throw damaged(file, "has " + size + " bytes");
    }
    ByteBuffer manifest =
        file.exactly(note.get().at(), (int) size, "the manifest").order(ByteOrder.LITTLE_ENDIAN);
    int count = manifest.getInt(COUNT);
    if (manifest.getInt(VERSION) != MFT_VERSION
        || count < 0
        || count > (size - ENTRIES) / ENTRY_SIZE) {
      throw damaged(
          file, "is of version %d with %d entries".formatted(manifest.getInt(VERSION), count));
    }
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      device(manifest, ENTRIES + i * ENTRY_SIZE).ifPresent(devices::add);
    }
    return List.copyOf(devices);
  }

  /** Returns the device of an entry; empty for the first entry, whose type is reserved. */
  private static Optional<Device> device(ByteBuffer manifest, int at) {
    return switch (manifest.getInt(at + MFT_NAME_SIZE)) {
      case MFT_DEV_BLOCK_BASIC -> Optional.of(new Device(name(manifest, at), Device.Type.BLOCK));
      case MFT_DEV_NET_BASIC -> Optional.of(new Device(name(manifest, at), Device.Type.NETWORK));
      default -> Optional.empty();
    };
  }

  private static String name(ByteBuffer manifest, int at) {
    byte[] name = new byte[MFT_NAME_SIZE];
    manifest.get(at, name);
    String all = new String(name, StandardCharsets.ISO_8859_1);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  private static KernelException damaged(KernelFile file, String how) {
    return KernelException.damaged(file.path(), "its manifest of devices " + how);
  }
}
