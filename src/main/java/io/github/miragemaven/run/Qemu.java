package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.ArchiveSupport;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelException;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A PC in QEMU that boots from the disk image, with the first serial port as its console (QEMU's
 * invocation manual, "Standard options", "Network options").
 */
final class Qemu implements Hypervisor {

  static final String PROGRAM = "qemu-system-x86_64";

  private final Programs programs;
  private final Kernel kernel;
  private final DiskImage image;
  private final RunSettings settings;
  private final KvmFailure kvm;

  Qemu(Programs programs, Kernel kernel, DiskImage image, RunSettings settings, KvmFailure kvm) {
    this.kvm = kvm;
    this.programs = programs;
    this.kernel = kernel;
    this.image = image;
    this.settings = settings;
  }

  @Override
  public Guest guest() throws FailureException, IOException {
    Path qemu =
        programs
            .find(PROGRAM)
            .orElseThrow(
                () ->
                    new RunException(
                        "The image %s boots in QEMU, but %s is not on the PATH.%nInstall it: apt-get install qemu-system-x86 | brew install qemu"
                            .formatted(image.file(), PROGRAM)));
    Network network = network();
    Guest emulated = guest(qemu, "tcg", "emulation", network);
    Guest virtualized = guest(qemu, "kvm", "KVM", network);
    return switch (settings.accelerator()) {
      case TCG -> emulated;
      case KVM -> virtualized;
      case AUTO -> Accelerator.hasKvm() && !kvm.isKnown() ? virtualized.or(emulated) : emulated;
    };
  }

  private Guest guest(Path qemu, String accelerator, String accelerated, Network network)
      throws KernelException, IOException {
    List<String> words = new ArrayList<>(List.of(qemu.toString()));
    words.addAll(List.of("-machine", "pc,accel=" + accelerator));
    words.addAll(List.of("-m", Integer.toString(settings.memory())));
    words.addAll(List.of("-nodefaults", "-no-reboot", "-display", "none", "-vga", "std"));
    // With VIRTIO_F_EVENT_IDX, Solo5's network driver misses an interrupt under load and hangs, and
    // its disk driver fails. The option applies to all virtio devices.
    words.addAll(List.of("-global", "virtio-device.event_idx=off"));
    words.addAll(List.of("-serial", "stdio", "-drive"));
    words.add(
        "format=raw,if=%s,snapshot=on,file=%s".formatted(diskInterface(), escaped(image.file())));
    words.addAll(network.options);
    return new Guest(
        "in QEMU (%s) with %d MiB".formatted(accelerated, settings.memory()),
        Command.of(settings.directory(), words),
        network.site,
        Optional.of(new Guest.Loader(image.firstLoaderLine(), image.lastLoaderLine())),
        OptionalInt.of(settings.memory()),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns the disk's interface. A Solo5 virtio kernel stops if there is a virtio disk that its
   * manifest does not declare, or none that it declares. QEMU puts network devices before disks on
   * the PCI bus, as Mirage does in the manifest, whose order Solo5 requires.
   */
  private String diskInterface() throws KernelException, IOException {
    return ArchiveSupport.isIn(kernel) ? "virtio" : "ide";
  }

  /** Escapes a path for an option, in which commas must be doubled. */
  private static String escaped(Path file) {
    return file.toAbsolutePath().toString().replace(",", ",,");
  }

  /**
   * The guest's network.
   *
   * @param options QEMU's options
   * @param site the site's URL, if known
   */
  private record Network(List<String> options, Optional<URI> site) {}

  private Network network() throws FailureException, IOException {
    Devices devices = Devices.of(kernel);
    if (kernel.kind() == KernelKind.SOLO5_VIRTIO && devices.network().isEmpty()) {
      return new Network(List.of("-nic", "none"), Optional.empty());
    }
    GuestNetwork wanted = settings.network().attachment();
    Optional<URI> siteAtAddress = settings.network().siteAtAddress();
    return switch (wanted.kind()) {
      case TAP ->
          new Network(
              nic("tap,ifname=" + wanted.name() + ",script=no,downscript=no"), siteAtAddress);
      case BRIDGE -> new Network(nic("bridge,br=" + wanted.name()), siteAtAddress);
      case DEFAULT -> forwarded(LocalPort.free(settings.network().port()));
    };
  }

  private Network forwarded(int port) throws RunException {
    UserNetwork network = UserNetwork.of(settings.network().ipv4(), settings.network().gateway());
    String backend =
        "user%s,hostfwd=tcp:127.0.0.1:%d-%s:%d"
            .formatted(network.options(), port, network.guest(), settings.network().guestPort());
    return new Network(nic(backend), Optional.of(LocalPort.site(port)));
  }

  /** Returns the options of a transitional virtio device, whose legacy interface Solo5 supports. */
  private static List<String> nic(String backend) {
    return List.of("-nic", backend + ",model=virtio-net-pci");
  }
}
