package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.CommandLine;
import io.github.miragemaven.kernel.Device;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a kernel in one of Solo5's tenders: {@code solo5-spt}, a process under seccomp, and {@code
 * solo5-hvt}, on KVM.
 */
final class Solo5Tender implements Hypervisor {

  private final Programs programs;
  private final Kernel kernel;
  private final Optional<Path> archive;
  private final RunSettings settings;

  Solo5Tender(Programs programs, GuestContent content, RunSettings settings) {
    this.programs = programs;
    this.kernel = content.kernel();
    this.archive = content.archive();
    this.settings = settings;
  }

  @Override
  public Guest guest() throws FailureException, IOException {
    String tender = kernel.kind() == KernelKind.SOLO5_SPT ? "solo5-spt" : "solo5-hvt";
    List<String> words = new ArrayList<>(tender(tender));
    words.add("--mem=" + settings.memory());
    Devices devices = Devices.of(kernel);
    if (devices.network().isPresent()) {
      Device network = devices.network().get();
      words.add("--net:%s=%s".formatted(network.name(), tap(network, tender)));
    }
    if (devices.disk().isPresent()) {
      words.add("--block:%s=%s".formatted(devices.disk().get().name(), disk(devices.disk().get())));
    }
    words.add("--");
    words.add(kernel.file().toAbsolutePath().toString());
    settings.arguments().guest().forEach(word -> words.add(CommandLine.word(word)));
    Optional<URI> site = devices.network().flatMap(d -> settings.network().siteAtAddress());
    return Guest.of(
            "in %s with %d MiB".formatted(tender, settings.memory()),
            Command.of(settings.directory(), words),
            site)
        .withMemory(settings.memory());
  }

  private List<String> tender(String tender) throws RunException {
    if (tender.equals("solo5-hvt") && !Accelerator.hasKvm()) {
      throw new RunException(
          "The kernel %s needs KVM, but /dev/kvm is missing or not accessible to this user.%nRun it on a machine with KVM, or build it for another target: mvn compile mirage:run -Dmirage.target=spt (or unix)."
              .formatted(kernel.file()));
    }
    if (!settings.toolPrefix().isEmpty()) {
      List<String> words = new ArrayList<>(settings.toolPrefix());
      words.add(tender);
      return words;
    }
    return List.of(
        programs
            .find(tender)
            .orElseThrow(
                () ->
                    new RunException(
                        "The kernel %s runs in %s, which is not on the PATH.%nInstall it (opam install solo5), or set the opam switch that has it: -Dmirage.opamSwitch=..."
                            .formatted(kernel.file(), tender)))
            .toString());
  }

  /** Returns the archive, which the kernel reads as a disk without partitions. */
  private Path disk(Device device) throws RunException {
    return archive.orElseThrow(
        () ->
            new RunException(
                "The kernel %s reads a site from its disk '%s', but no site has been generated yet.%nRun mvn compile mirage:run, with a site in src/main/site or in <source> (-Dmirage.site.source=...)."
                    .formatted(kernel.file(), device.name())));
  }

  private String tap(Device device, String tender) throws RunException {
    if (settings.network().attachment().kind() != GuestNetwork.Kind.TAP) {
      throw new RunException(
          "The kernel %s has a network interface, '%s', which %s attaches to a tap interface.%nCreate one (sudo ip tuntap add tap100 mode tap user $USER; sudo ip addr add 10.0.0.1/24 dev tap100;%nsudo ip link set tap100 up) and run with -Dmirage.run.tap=tap100 -Dmirage.ipv4=10.0.0.2/24."
              .formatted(kernel.file(), device.name(), tender));
    }
    return settings.network().attachment().name();
  }
}
