package io.github.miragemaven.image;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.image.ext2.Ext2Writer;
import io.github.miragemaven.image.grub.GrubConfig;
import io.github.miragemaven.image.grub.GrubCore;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.kernel.KernelKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A disk that a BIOS boots, as on HVM instances of EC2: a master boot record, GRUB 2 in the gap
 * after it, and one partition with the file system, from which GRUB starts a Multiboot kernel. For
 * boot loaders that do not read {@code grub.cfg}, there is also a {@code menu.lst}.
 */
final class PartitionedDisk implements DiskLayout {

  /** The usual start of the first partition, aligned to 1 MiB; GRUB's core image precedes it. */
  private static final int FIRST_SECTOR = 2048;

  private static final long FILE_SYSTEM = (long) FIRST_SECTOR * MasterBootRecord.SECTOR;

  private final GrubCore grub;
  private final KernelKind kernel;

  PartitionedDisk(GrubCore grub, KernelKind kernel) {
    this.grub = grub;
    this.kernel = kernel;
  }

  @Override
  public Map<String, String> configuration(ImageSettings settings) throws ImageException {
    String path = ImageContent.kernelPath(settings.boot().gzip());
    return Map.of(
        BootMenu.FILE, BootMenu.of("(hd0,0)", settings).text(),
        GrubConfig.FILE,
            new GrubConfig(
                    settings.boot().title(),
                    settings.boot().timeout(),
                    path,
                    words(path, settings.boot().arguments()),
                    masksInterrupts())
                .text());
  }

  /**
   * Solo5 virtio skips the first word as the kernel's name (bindings/virtio/platform.c), which GRUB
   * 0.97 and QEMU pass but GRUB 2 omits.
   */
  private List<String> words(String path, List<String> arguments) {
    List<String> words = new ArrayList<>();
    if (kernel == KernelKind.SOLO5_VIRTIO) {
      words.add(path);
    }
    words.addAll(arguments);
    return words;
  }

  /**
   * Returns whether GRUB masks the 8259 interrupts before it starts the kernel. Solo5 on Xen
   * enables interrupts without remapping the 8259s, whose vectors overlap those of exceptions.
   * Solo5 virtio remaps them but keeps masked interrupts masked: the second 8259's, including the
   * network's, would never arrive (bindings/virtio/platform_intr.c).
   */
  private boolean masksInterrupts() {
    return kernel != KernelKind.SOLO5_VIRTIO;
  }

  @Override
  public void addTo(FingerprintBuilder content) {
    content.value("GRUB 2", grub.digest());
  }

  @Override
  public OptionalLong fileSystemSize(OptionalLong diskSize) {
    return diskSize.isPresent()
        ? OptionalLong.of(diskSize.getAsLong() - FILE_SYSTEM)
        : OptionalLong.empty();
  }

  @Override
  public long fileSystemOffset() {
    return FILE_SYSTEM;
  }

  @Override
  public long bytesOnDisk(Ext2Plan fileSystem) {
    return FILE_SYSTEM + fileSystem.bytesOnDisk();
  }

  @Override
  public void write(FileChannel disk, Ext2Plan fileSystem) throws FailureException, IOException {
    byte[] core = grub.image();
    ByteBuffer start = ByteBuffer.allocate(MasterBootRecord.SECTOR + core.length);
    start.put(
        MasterBootRecord.of(
            grub.bootSector(),
            fileSystem.uuid(),
            FIRST_SECTOR,
            fileSystem.size() / MasterBootRecord.SECTOR));
    start.put(core).flip();
    while (start.hasRemaining()) {
      disk.write(start, start.position());
    }
    Ext2Writer.write(disk, FILE_SYSTEM, fileSystem);
  }
}
