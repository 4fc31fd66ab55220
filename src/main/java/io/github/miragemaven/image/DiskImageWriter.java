package io.github.miragemaven.image;

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

/** Makes the disk image that boots a kernel. */
public final class DiskImageWriter {

  private final BuildState state;
  private final Progress progress;

  /** Writes images with the records of this state. */
  public DiskImageWriter(BuildState state, Progress progress) {
    this.state = state;
    this.progress = progress;
  }

  /** The image of that file as the last whole run wrote it, for goals that come later. */
  public static Optional<DiskImage> last(BuildState state, Path image) {
    return state.last(ImageStep.name(image)).map(run -> ImageStep.recalled(run.results()));
  }

  /**
   * Writes the image, unless the one that lies there is just what would be written.
   *
   * @throws FailureException if the kernel or the settings make no image, or the disk is too small
   * @throws IOException if a file cannot be read or written; an older image is then still whole
   */
  public DiskImage write(Kernel kernel, ImageSettings settings)
      throws IOException, FailureException, InterruptedException {
    for (ImageFile file : settings.files()) {
      if (!Files.isReadable(file.source())) {
        throw new ImageException(
            "The file %s for %s in the image is not there, or cannot be read.%nCorrect its <source> in <files> (-Dmirage.files=SOURCE=DESTINATION,...)."
                .formatted(file.source(), file.destination()));
      }
    }
    return new Steps(state, progress)
        .run(new ImageStep(kernel, settings, layout(kernel, settings), state.digests(), progress));
  }

  /** The kernel decides: PV-GRUB boots one kind from a whole disk, a BIOS and GRUB 2 the others. */
  private static DiskLayout layout(Kernel kernel, ImageSettings settings)
      throws FailureException, IOException {
    if (kernel.kind() == KernelKind.XEN_PV) {
      return new WholeDisk();
    }
    if (!kernel.kind().multiboot()) {
      throw KernelException.notOnEc2(kernel);
    }
    return new PartitionedDisk(GrubCore.of(GrubParts.find(settings.grub())), kernel.kind());
  }
}
