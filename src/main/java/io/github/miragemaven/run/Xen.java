package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs a kernel with {@code xl} on a Xen host: as a PV guest if it is Mini-OS, otherwise as a PVH
 * guest. Xen loads the kernel directly, as with the {@code .xl} files that MirageOS generates.
 */
final class Xen implements Hypervisor {

  private final Programs programs;
  private final CommandRunner runner;
  private final Progress progress;
  private final Kernel kernel;
  private final Optional<Path> archive;
  private final RunSettings settings;

  Xen(
      Programs programs,
      CommandRunner runner,
      Progress progress,
      GuestContent content,
      RunSettings settings) {
    this.programs = programs;
    this.runner = runner;
    this.progress = progress;
    this.kernel = content.kernel();
    this.archive = content.archive();
    this.settings = settings;
  }

  @Override
  public Guest guest() throws FailureException, IOException, InterruptedException {
    Path file = settings.directory().resolve(settings.name() + ".xl");
    Replacement.of(file, XlConfig.of(kernel, archive, settings).text());
    Optional<Path> xl = programs.find("xl");
    if (xl.isEmpty() || !answers(xl.get(), "info")) {
      throw new RunException(refusal(file));
    }
    if (answers(xl.get(), "domid", settings.name())) {
      throw new RunException(
          "A Xen guest named %s is already running on this machine.%nStop it first: xl destroy %s"
              .formatted(settings.name(), settings.name()));
    }
    progress.info("Xen configuration: " + file);
    return new Guest(
        "on Xen with %d MiB".formatted(settings.memory()),
        Command.of(settings.directory(), xl.get().toString(), "create", "-c", file.toString()),
        settings.network().siteAtAddress(),
        Optional.empty(),
        OptionalInt.of(settings.memory()),
        Optional.of(
            Command.of(settings.directory(), xl.get().toString(), "destroy", settings.name())),
        Optional.empty());
  }

  private boolean answers(Path xl, String... question) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(xl.toString()));
    words.addAll(List.of(question));
    try {
      runner.capture(Command.of(settings.directory(), words));
      return true;
    } catch (CommandFailedException refused) {
      return false;
    }
  }

  private String refusal(Path file) {
    return "The kernel %s is %s, which runs only on Xen, and this machine is not a Xen host%s.%nCopy it to a Xen host with %s and run xl create -c there. For QEMU here, build another kernel:%nmvn package mirage:run -Dmirage.target=virtio."
        .formatted(
            kernel.file(),
            kernel.kind().description(),
            kernel.kind() == KernelKind.SOLO5_XEN ? " (in plain QEMU it hangs without output)" : "",
            file);
  }
}
