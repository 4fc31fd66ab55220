package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Chooses how to run a kernel on this machine. */
public final class LocalMachine {

  private final Programs programs;
  private final CommandRunner runner;
  private final Progress progress;

  /** Creates a machine with these programs. */
  public LocalMachine(Programs programs, CommandRunner runner, Progress progress) {
    this.programs = programs;
    this.runner = runner;
    this.progress = progress;
  }

  /**
   * Returns a guest that runs the kernel in a hypervisor or as a process, depending on its kind.
   *
   * @param image the image that contains the kernel, if one has been written
   * @throws FailureException if the kernel cannot run on this machine
   */
  public Guest guest(Kernel kernel, Optional<DiskImage> image, RunSettings settings)
      throws FailureException, IOException, InterruptedException {
    return hypervisor(kernel, image, settings).guest();
  }

  private Hypervisor hypervisor(Kernel kernel, Optional<DiskImage> image, RunSettings settings)
      throws RunException {
    return switch (kernel.kind()) {
      case EXECUTABLE -> new UnixProcess(runner, kernel, settings);
      case SOLO5_SPT, SOLO5_HVT -> new Solo5Tender(programs, kernel, settings);
      case SOLO5_VIRTIO, MULTIBOOT -> new Qemu(programs, kernel, imageOf(kernel, image), settings);
      case XEN_PV, SOLO5_XEN, XEN_PVH -> new Xen(programs, runner, progress, kernel, settings);
      case SOLO5_MUEN, SOLO5_GENODE, UNIKRAFT ->
          throw new RunException(
              "The kernel %s is %s, which mirage:run does not support.%nBuild it for a supported target: mvn compile mirage:run -Dmirage.target=unix (or spt, hvt, virtio)."
                  .formatted(kernel.file(), kernel.kind().description()));
    };
  }

  private static DiskImage imageOf(Kernel kernel, Optional<DiskImage> image) throws RunException {
    return image
        .filter(written -> Files.isRegularFile(written.file()))
        .filter(written -> written.kernel().digest().equals(kernel.digest()))
        .orElseThrow(
            () ->
                new RunException(
                    "%s the kernel %s, which boots from a disk.%nRun mvn package mirage:run, with the same parameters."
                        .formatted(
                            image.isPresent()
                                ? "The image %s does not contain".formatted(image.get().file())
                                : "There is no image yet with",
                            kernel.file())));
  }
}
