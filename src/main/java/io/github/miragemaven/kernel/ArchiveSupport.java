package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Determines whether a kernel reads its site from an archive on a disk (src/site/markdown,
 * archive-format.md), instead of having the site compiled into it.
 *
 * <p>Solo5 kernels for virtio, spt and hvt declare every device that they use in a manifest, so
 * those with a disk read the archive from it. Kernels for Xen have no manifest, because Xen
 * attaches devices at run time, and neither have kernels without Solo5. They find the disk by the
 * archive's magic, so the magic is among their bytes.
 */
public final class ArchiveSupport {

  /** The first bytes of an archive. */
  private static final String MAGIC = "MIRASITE";

  private ArchiveSupport() {}

  /**
   * Returns whether the kernel reads an archive.
   *
   * @throws KernelException if the file is not a kernel, or its manifest is damaged
   * @throws IOException if the file cannot be read
   */
  public static boolean isIn(Kernel kernel) throws KernelException, IOException {
    return switch (kernel.kind()) {
      case SOLO5_VIRTIO, SOLO5_SPT, SOLO5_HVT ->
          KernelInspector.devices(kernel.file()).stream()
              .anyMatch(device -> device.type() == Device.Type.BLOCK);
      case SOLO5_XEN, XEN_PVH, MULTIBOOT -> containsMagic(kernel);
      case XEN_PV, SOLO5_MUEN, SOLO5_GENODE, UNIKRAFT, EXECUTABLE -> false;
    };
  }

  private static boolean containsMagic(Kernel kernel) throws IOException, KernelException {
    int step = KernelFile.MAXIMUM_READ - MAGIC.length() + 1;
    try (KernelFile file = KernelFile.open(kernel.file())) {
      for (long at = 0; at < file.size(); at += step) {
        if (StandardCharsets.ISO_8859_1
            .decode(file.upTo(at, KernelFile.MAXIMUM_READ))
            .toString()
            .contains(MAGIC)) {
          return true;
        }
      }
    }
    return false;
  }
}
