package io.github.miragemaven.image;

import io.github.miragemaven.image.ext2.Ext2Exception;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.image.ext2.Ext2Writer;
import io.github.miragemaven.incremental.FingerprintBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A file system on an unpartitioned disk, as {@code pv-grub-hd0} boots it. PV-GRUB reads {@code
 * (hd0)/boot/grub/menu.lst} (Amazon EC2 User Guide, "User provided kernels").
 */
final class WholeDisk implements DiskLayout {

  @Override
  public Map<String, String> configuration(ImageSettings settings) throws ImageException {
    return Map.of(BootMenu.FILE, BootMenu.of("(hd0)", settings).text());
  }

  @Override
  public void addTo(FingerprintBuilder content) {
    // The boot loader is the region's PV-GRUB, which is not on the disk.
  }

  @Override
  public OptionalLong fileSystemSize(OptionalLong diskSize) {
    return diskSize;
  }

  @Override
  public long fileSystemOffset() {
    return 0;
  }

  @Override
  public long size(Ext2Plan fileSystem) {
    return fileSystem.size();
  }

  @Override
  public long bytesOnDisk(Ext2Plan fileSystem) {
    return fileSystem.bytesOnDisk();
  }

  @Override
  public void write(FileChannel disk, Ext2Plan fileSystem) throws Ext2Exception, IOException {
    Ext2Writer.write(disk, 0, fileSystem);
  }
}
