package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses how to run a kernel on this machine. */
public final class LocalMachine {

  private final Programs programs;
  private final CommandRunner runner;
  private final Progress progress;
  private final KvmFailure kvm;

  /**
   * Creates a machine with these programs.
   *
   * @param userDirectory the directory for what this user's runs remember, if there is one
   */
  public LocalMachine(
      Programs programs, CommandRunner runner, Progress progress, Optional<Path> userDirectory) {
    this.kvm = GuestRunner.kvm(userDirectory);
    this.programs = programs;
    this.runner = runner;
    this.progress = progress;
  }

  /**
   * Returns a guest that runs the kernel in a hypervisor or as a process, depending on its kind.
   *
   * @throws FailureException if the kernel cannot run on this machine
   */
  public Guest guest(GuestContent content, RunSettings settings)
      throws FailureException, IOException, InterruptedException {
    MemoryNeed.require(content.kernel(), content.siteInKernel(), settings.memory());
    Guest guest = hypervisor(content, settings).guest();
    Optional<Path> setpriv = programs.find("setpriv");
    return setpriv.isPresent() && tiesToParent(setpriv.get()) ? tied(guest, setpriv.get()) : guest;
  }

  /** Returns whether util-linux's setpriv is new enough; BusyBox's cannot do it. */
  private boolean tiesToParent(Path setpriv) throws InterruptedException {
    try {
      runner.capture(
          Command.of(
              Path.of("").toAbsolutePath(), setpriv.toString(), "--pdeathsig", "KILL", "true"));
      return true;
    } catch (CommandFailedException notSupported) {
      return false;
    }
  }

  /**
   * Has Linux kill the guest if Maven is killed, even with SIGKILL (prctl(2), PR_SET_PDEATHSIG).
   */
  private static Guest tied(Guest guest, Path setpriv) {
    List<String> words = new ArrayList<>(List.of(setpriv.toString(), "--pdeathsig", "KILL", "--"));
    words.addAll(guest.command().words());
    Command command = guest.command();
    Guest tied = guest.withCommand(new Command(words, command.directory(), command.environment()));
    return guest.fallback().map(other -> tied.or(tied(other, setpriv))).orElse(tied);
  }

  /** Returns whether the kernel boots from its disk image, not directly in a hypervisor. */
  public static boolean bootsFromImage(Kernel kernel) {
    return kernel.kind() == KernelKind.SOLO5_VIRTIO || kernel.kind() == KernelKind.MULTIBOOT;
  }

  private Hypervisor hypervisor(GuestContent content, RunSettings settings) throws RunException {
    Kernel kernel = content.kernel();
    return switch (kernel.kind()) {
      case EXECUTABLE -> new UnixProcess(runner, kernel, settings);
      case SOLO5_SPT, SOLO5_HVT -> new Solo5Tender(programs, content, settings);
      case SOLO5_VIRTIO, MULTIBOOT -> new Qemu(programs, kernel, imageOf(content), settings, kvm);
      case XEN_PV, SOLO5_XEN, XEN_PVH -> new Xen(programs, runner, progress, content, settings);
      case SOLO5_MUEN, SOLO5_GENODE, UNIKRAFT ->
          throw new RunException(
              "The kernel %s is %s, which mirage:run does not support.%nBuild it for a supported target: mvn compile mirage:run -Dmirage.target=unix (or spt, hvt, virtio)."
                  .formatted(kernel.file(), kernel.kind().description()));
    };
  }

  private static DiskImage imageOf(GuestContent content) throws RunException {
    Kernel kernel = content.kernel();
    return content
        .image()
        .filter(written -> Files.isRegularFile(written.file()))
        .filter(written -> written.kernel().digest().equals(kernel.digest()))
        .orElseThrow(
            () ->
                new RunException(
                    "%s the kernel %s, which boots from a disk.%nRun mvn package mirage:run, with the same parameters."
                        .formatted(
                            content
                                .image()
                                .map(
                                    image ->
                                        "The image %s does not contain".formatted(image.file()))
                                .orElse("There is no image yet with"),
                            kernel.file())));
  }
}
