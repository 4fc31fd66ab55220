package io.github.miragemaven.image;

import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.grub.GrubCore;
import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelException;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the disk image that boots a kernel, with the site that the kernel serves from it. */
public final class DiskImageWriter {

  private final BuildState state;
  private final Progress progress;

  /** Creates a writer that skips images recorded as up to date in this state. */
  public DiskImageWriter(BuildState state, Progress progress) {
    this.state = state;
    this.progress = progress;
  }

  /**
   * Returns the image at this path as recorded by the last completed run, for use by later goals.
   */
  public static Optional<DiskImage> last(BuildState state, Path image) {
    return state.last(ImageStep.name(image)).map(run -> ImageStep.recalled(run.results()));
  }

  /**
   * Writes the image unless the existing file is up to date.
   *
   * @param archive the archive from which the kernel serves the site; empty if it does not
   * @throws FailureException if no image can be made from the kernel and the settings, or the disk
   *     is too small
   * @throws IOException if a file cannot be read or written; an existing image is left unchanged
   */
  public DiskImage write(Kernel kernel, Optional<SiteArchive> archive, ImageSettings settings)
      throws IOException, FailureException, InterruptedException {
    for (ImageFile file : settings.files()) {
      ImageContent.rejectDanglingLinks(file);
      if (!Files.isReadable(file.source())) {
        throw new ImageException(
            "The file %s, to be copied to %s in the image, does not exist or cannot be read.%nCorrect its <source> in <files> (-Dmirage.files=SOURCE=DESTINATION,...)."
                .formatted(file.source(), file.destination()));
      }
    }
    return new Steps(state, progress)
        .run(
            new ImageStep(
                new ImageStep.Content(kernel, archive),
                settings,
                layout(kernel, archive, settings),
                state.digests(),
                progress));
  }

  /**
   * Selects the layout by kernel kind: PV-GRUB boots Xen PV kernels from an unpartitioned disk;
   * GRUB 2 boots Multiboot kernels from a partitioned one.
   */
  private static DiskLayout layout(
      Kernel kernel, Optional<SiteArchive> archive, ImageSettings settings)
      throws FailureException, IOException {
    if (kernel.kind() == KernelKind.XEN_PV) {
      if (archive.isPresent()) {
        throw new ImageException(
            "The kernel %s is %s, whose disk has no partition for the site.%nSet <siteIn>kernel</siteIn> (-Dmirage.siteIn=kernel), or use a kernel of Mirage 3.9 or newer."
                .formatted(kernel.file(), kernel.kind().description()));
      }
      return new WholeDisk();
    }
    if (!kernel.kind().multiboot()) {
      throw KernelException.notOnEc2(kernel);
    }
    return new PartitionedDisk(
        GrubCore.of(GrubParts.find(settings.grub())), kernel.kind(), archive);
  }
}
