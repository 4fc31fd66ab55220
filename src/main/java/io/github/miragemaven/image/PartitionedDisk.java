package io.github.miragemaven.image;

import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.MasterBootRecord.Partition;
import io.github.miragemaven.image.MasterBootRecord.PartitionType;
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
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A disk that a BIOS boots, as on HVM instances of EC2: a master boot record, GRUB 2 in the gap
 * after it, and a partition with the file system, from which GRUB starts a Multiboot kernel. For
 * boot loaders that do not read {@code grub.cfg}, there is also a {@code menu.lst}.
 *
 * <p>A second partition can have a site's archive. Everything before it is the same for any site,
 * except for the partition's size in the master boot record, so that only the blocks of the archive
 * are uploaded when a page has changed.
 */
final class PartitionedDisk implements DiskLayout {

  /** The usual start of the first partition, aligned to 1 MiB; GRUB's core image precedes it. */
  private static final long FILE_SYSTEM = 1 << 20;

  private final GrubCore grub;
  private final KernelKind kernel;
  private final Optional<SiteArchive> archive;

  PartitionedDisk(GrubCore grub, KernelKind kernel, Optional<SiteArchive> archive) {
    this.grub = grub;
    this.kernel = kernel;
    this.archive = archive;
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

  /** Before an archive, the file system has its smallest size, whatever the archive's size is. */
  @Override
  public OptionalLong fileSystemSize(OptionalLong diskSize) {
    return diskSize.isPresent() && archive.isEmpty()
        ? OptionalLong.of(diskSize.getAsLong() - FILE_SYSTEM)
        : OptionalLong.empty();
  }

  @Override
  public long fileSystemOffset() {
    return FILE_SYSTEM;
  }

  @Override
  public long size(Ext2Plan fileSystem) {
    return partition(fileSystem).map(ArchivePartition::end).orElse(end(fileSystem));
  }

  @Override
  public long bytesOnDisk(Ext2Plan fileSystem) {
    return FILE_SYSTEM
        + fileSystem.bytesOnDisk()
        + partition(fileSystem).map(ArchivePartition::size).orElse(0L);
  }

  private Optional<ArchivePartition> partition(Ext2Plan fileSystem) {
    return archive.map(site -> ArchivePartition.after(end(fileSystem), site));
  }

  private static long end(Ext2Plan fileSystem) {
    return FILE_SYSTEM + fileSystem.size();
  }

  @Override
  public void write(FileChannel disk, Ext2Plan fileSystem) throws FailureException, IOException {
    byte[] core = grub.image();
    Optional<ArchivePartition> site = partition(fileSystem);
    List<Partition> partitions = new ArrayList<>();
    partitions.add(new Partition(PartitionType.LINUX, FILE_SYSTEM, fileSystem.size()));
    site.ifPresent(
        data ->
            partitions.add(new Partition(PartitionType.NON_FS_DATA, data.start(), data.size())));
    ByteBuffer start = ByteBuffer.allocate(MasterBootRecord.SECTOR + core.length);
    start.put(MasterBootRecord.of(grub.bootSector(), fileSystem.uuid(), partitions));
    start.put(core).flip();
    while (start.hasRemaining()) {
      disk.write(start, start.position());
    }
    Ext2Writer.write(disk, FILE_SYSTEM, fileSystem);
    if (site.isPresent()) {
      site.get().write(disk);
    }
  }
}
