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
 * A disk that a BIOS boots, as every hvm instance of EC2 has one: a master boot record, GRUB 2 in
 * the gap behind it, and one partition with the file system, from which GRUB starts a Multiboot
 * kernel. A {@code menu.lst} lies beside {@code grub.cfg} for what reads only that.
 */
final class PartitionedDisk implements DiskLayout {

  /** Where partitions start by custom, aligned to 1 MiB; GRUB's core image lies before it. */
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
   * Solo5 virtio takes the first word for the kernel's own name (bindings/virtio/platform.c), as
   * GRUB 0.97 and QEMU give it; GRUB 2 does not.
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
   * Solo5 on Xen enables interrupts without a thought for the 8259s, whose vectors then are those
   * of exceptions. Solo5 virtio sets them up itself, and keeps what was masked before: the second
   * 8259's interrupts, the network's among them, would not come (bindings/virtio/platform_intr.c).
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
