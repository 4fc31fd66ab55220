package io.github.miragemaven.run;

import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelException;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The memory that a kernel needs before it serves its first page. A site that is compiled into the
 * kernel is in memory twice: in the kernel's data, and unpacked (mirage-kv-mem).
 *
 * @param kernel the bytes of the kernel's loadable segments
 * @param site the bytes of the site that the kernel unpacks
 */
public record MemoryNeed(long kernel, long site) {

  private static final long MIB = 1 << 20;

  /** A guest's memory is a multiple of this, in MiB. */
  private static final long STEP = 32;

  /**
   * Returns the need of a kernel.
   *
   * @param site the size of the site that the kernel was built with, in bytes; it counts only if it
   *     is in the kernel
   */
  public static MemoryNeed of(Kernel kernel, OptionalLong site)
      throws IOException, KernelException {
    long unpacked = site.orElse(0) <= kernel.size() ? site.orElse(0) : 0;
    return new MemoryNeed(KernelInspector.memory(kernel.file()), unpacked);
  }

  /** Returns the sum in bytes. */
  public long bytes() {
    return kernel + site;
  }

  /** Returns whether a guest with this much memory, in MiB, is too small. */
  boolean exceeds(long mebibytes) {
    return bytes() > mebibytes * MIB;
  }

  /** Returns a size that leaves the kernel as much again to work with, in MiB. */
  long recommended() {
    long twice = 2 * bytes();
    return (twice + STEP * MIB - 1) / (STEP * MIB) * STEP;
  }

  /** Returns the need in words: {@code 37 MiB for itself and 30 MiB for the unpacked site}. */
  @Override
  public String toString() {
    return "%d MiB for itself".formatted(mebibytes(kernel))
        + (site > 0 ? " and %d MiB for the unpacked site".formatted(mebibytes(site)) : "");
  }

  private static long mebibytes(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }

  /** Refuses to start a guest whose memory is too small. */
  static void require(Kernel kernel, OptionalLong site, int mebibytes)
      throws IOException, RunException, KernelException {
    if (kernel.kind() == KernelKind.EXECUTABLE) {
      return;
    }
    MemoryNeed need = of(kernel, site);
    if (need.exceeds(mebibytes)) {
      throw new RunException(
          "The kernel %s does not fit into the guest's memory of %d MiB: it needs %s.%nGive it more: -Dmirage.run.memory=%d."
              .formatted(kernel.file(), mebibytes, need, need.recommended()));
    }
  }
}
