package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.kernel.Solo5Kernels;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Checks how kernels run on a machine with only the given programs. */
@DisabledOnOs(OS.WINDOWS)
class LocalMachineTest {

  private static final Path TINY = Path.of("src/test/resources/kernels/multiboot.elf");

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private GuestNetwork network = GuestNetwork.hypervisorDefault();
  private Optional<String> ipv4 = Optional.empty();
  private int port;

  @BeforeEach
  void takeAFreePort() throws Exception {
    port = LocalPort.free(0);
  }

  @Test
  void multibootKernelBootsInQemuFromItsImage() throws Exception {
    install("qemu-system-x86_64", "");
    Guest guest = guest(KernelKind.MULTIBOOT);
    assertThat(guest.how()).isEqualTo("in QEMU (emulation) with 64 MiB");
    assertThat(guest.site()).contains(URI.create("http://localhost:" + port + "/"));
    assertThat(guest.command().shellWords())
        .contains(" -machine pc,accel=tcg -m 64 ")
        .contains(" -drive format=raw,if=ide,snapshot=on,file=" + directory.resolve("a,,b.img"))
        .endsWith(" -nic user,hostfwd=tcp:127.0.0.1:" + port + "-10.0.2.15:80,model=virtio-net-pci")
        .doesNotContain("-kernel");
  }

  @Test
  void staticAddressIsReachedThroughTheForwardedPort() throws Exception {
    install("qemu-system-x86_64", "");
    ipv4 = Optional.of("10.0.0.2/24");
    assertThat(guest(KernelKind.MULTIBOOT).command().shellWords())
        .contains("net=10.0.0.0/24")
        .contains("-10.0.0.2:80,");
  }

  @Test
  void guestOnATapIsReachedAtItsAddress() throws Exception {
    install("qemu-system-x86_64", "");
    ipv4 = Optional.of("10.0.0.2/24");
    network = GuestNetwork.tap("tap100");
    Guest guest = guest(KernelKind.MULTIBOOT);
    assertThat(guest.site()).contains(URI.create("http://10.0.0.2/"));
    assertThat(guest.command().shellWords())
        .endsWith("-nic tap,ifname=tap100,script=no,downscript=no,model=virtio-net-pci");
    network = GuestNetwork.bridge("br0");
    assertThat(guest(KernelKind.MULTIBOOT).command().shellWords())
        .endsWith("-nic bridge,br=br0,model=virtio-net-pci");
  }

  @Test
  void rejectsAPortInUse() throws Exception {
    install("qemu-system-x86_64", "");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertThatThrownBy(() -> guest(KernelKind.MULTIBOOT))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("Port " + port + " of this machine cannot be used")
          .hasMessageContaining("-Dmirage.run.port");
    }
  }

  @Test
  void rejectsAMissingImageAndOneOfAnotherKernel() throws Exception {
    install("qemu-system-x86_64", "");
    Kernel kernel = kernel(KernelKind.MULTIBOOT);
    assertThatThrownBy(() -> machine().guest(only(kernel), settings()))
        .hasMessageStartingWith("There is no image yet with the kernel");
    Kernel other = new Kernel(TINY, KernelKind.MULTIBOOT, 1, Sha256.of("other"));
    assertThatThrownBy(() -> machine().guest(content(kernel, image(other)), settings()))
        .hasMessageContaining("does not contain the kernel")
        .hasMessageContaining("mvn package mirage:run");
  }

  @Test
  void missingQemuIsReportedWithInstallCommands() {
    assertThatThrownBy(() -> guest(KernelKind.SOLO5_VIRTIO))
        .hasMessageContaining("qemu-system-x86_64 is not on the PATH")
        .hasMessageContaining("apt-get install qemu-system-x86");
  }

  @Test
  void rejectsAXenKernelWithoutXenButWritesItsConfiguration() throws Exception {
    assertThatThrownBy(() -> guest(KernelKind.SOLO5_XEN))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("runs only on Xen, and this machine is not a Xen host")
        .hasMessageContaining("hangs without output")
        .hasMessageContaining("-Dmirage.target=virtio");
    assertThat(directory.resolve("blog.xl"))
        .content()
        .contains("name = \"blog\"\ntype = \"pvh\"\nkernel = \"" + TINY.toAbsolutePath() + "\"")
        .contains("cmdline = \"--http=80 \\\"--hello=good day\\\"\"")
        .contains("memory = 64\nvif = [\"\"]\ndisk = []\n");
  }

  @Test
  void rejectsAXenKernelIfXlFindsNoXen() throws Exception {
    install("xl", "echo 'xencall: error: Could not obtain handle on privcmd' >&2; exit 1");
    assertThatThrownBy(() -> guest(KernelKind.XEN_PV)).hasMessageContaining("not a Xen host");
  }

  @Test
  void xenGuestIsCreatedWithAConsoleAndDestroyedAfterwards() throws Exception {
    install("xl", "[ \"$1\" != domid ]");
    ipv4 = Optional.of("10.0.0.2/24");
    network = GuestNetwork.bridge("xenbr0");
    Guest guest = guest(KernelKind.XEN_PV);
    Path file = directory.resolve("blog.xl");
    assertThat(guest.command().shellWords()).endsWith("/xl create -c " + file);
    assertThat(guest.cleanUp().orElseThrow().shellWords()).endsWith("/xl destroy blog");
    assertThat(guest.site()).contains(URI.create("http://10.0.0.2/"));
    assertThat(file).content().contains("type = \"pv\"").contains("vif = [\"bridge=xenbr0\"]");
    assertThat(progress.lines()).contains("INFO Xen configuration: " + file);
  }

  @Test
  void rejectsAXenGuestWhoseNameIsInUse() throws Exception {
    install("xl", "exit 0");
    assertThatThrownBy(() -> guest(KernelKind.XEN_PV))
        .hasMessageContaining("named blog is already running on this machine");
  }

  @Test
  void rejectsAProgramThatIsNotExecutable() throws Exception {
    Kernel copy = new Kernel(TINY, KernelKind.EXECUTABLE, 1, Sha256.of(""));
    assertThatThrownBy(() -> machine().guest(only(copy), settings()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("chmod +x");
  }

  @Test
  void sptKernelRunsInSolo5Spt() throws Exception {
    install("solo5-spt", "");
    assertThat(guest(KernelKind.SOLO5_SPT).command().words())
        .containsExactly(
            directory.resolve("solo5-spt").toString(),
            "--mem=64",
            "--",
            TINY.toAbsolutePath().toString(),
            "--http=80",
            "\"--hello=good day\"");
  }

  @Test
  void programGetsThePortIfItHasTheOption() throws Exception {
    Path program = install("blog", "echo '       --http=PORT (absent=80)'; exit 63");
    Kernel kernel = new Kernel(program, KernelKind.EXECUTABLE, 1, Sha256.of(""));
    Guest guest = machine().guest(only(kernel), settings());
    assertThat(guest.command().words()).containsExactly(program.toString(), "--http=" + port);
    assertThat(guest.site()).contains(URI.create("http://localhost:" + port + "/"));
  }

  @Test
  void programWithoutThePortOptionGetsNoPort() throws Exception {
    Path program = install("blog", "echo 'unknown option' >&2; exit 1");
    Kernel kernel = new Kernel(program, KernelKind.EXECUTABLE, 1, Sha256.of(""));
    Guest guest = machine().guest(only(kernel), settings());
    assertThat(guest.command().words()).containsExactly(program.toString());
    assertThat(guest.site()).isEmpty();
  }

  @Test
  void rejectsKernelsThatNoHypervisorHereRuns() {
    assertThatThrownBy(() -> guest(KernelKind.SOLO5_MUEN))
        .hasMessageContaining("a Solo5 Muen kernel")
        .hasMessageContaining("-Dmirage.target=unix");
  }

  @Test
  void virtioKernelWithADiskBootsFromAVirtioDisk() throws Exception {
    install("qemu-system-x86_64", "");
    Kernel kernel = withDevices(KernelKind.SOLO5_VIRTIO, "service", "site");
    String words =
        machine().guest(content(kernel, image(kernel)), settings()).command().shellWords();
    assertThat(words)
        .contains(" -global virtio-device.event_idx=off ")
        .contains(" -drive format=raw,if=virtio,snapshot=on,file=" + directory.resolve("a,,b.img"));
  }

  @Test
  void multibootKernelWithTheMagicOfTheArchiveBootsFromAVirtioDisk() throws Exception {
    install("qemu-system-x86_64", "");
    Path file = Files.copy(TINY, directory.resolve("reads-archive.elf"));
    Files.writeString(file, "MIRASITE", StandardOpenOption.APPEND);
    Kernel kernel = KernelInspector.inspect(file);
    assertThat(machine().guest(content(kernel, image(kernel)), settings()).command().shellWords())
        .contains(" -drive format=raw,if=virtio,");
  }

  @Test
  void tenderAttachesTheArchiveAsTheDisk() throws Exception {
    install("solo5-spt", "");
    network = GuestNetwork.tap("tap100");
    Kernel kernel = withDevices(KernelKind.SOLO5_SPT, "service", "site");
    Path archive = directory.resolve("site.archive");
    GuestContent content =
        new GuestContent(kernel, Optional.empty(), Optional.of(archive), OptionalLong.empty());
    assertThat(machine().guest(content, settings()).command().words())
        .contains("--net:service=tap100", "--block:site=" + archive);
    assertThatThrownBy(() -> machine().guest(only(kernel), settings()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("reads a site from its disk 'site', but no site");
  }

  @Test
  void xenGuestGetsTheArchiveAsItsDisk() throws Exception {
    install("xl", "[ \"$1\" != domid ]");
    Path archive = directory.resolve("site.archive");
    machine()
        .guest(
            new GuestContent(
                kernel(KernelKind.SOLO5_XEN),
                Optional.empty(),
                Optional.of(archive),
                OptionalLong.empty()),
            settings());
    assertThat(directory.resolve("blog.xl"))
        .content()
        .contains("disk = [\"format=raw, vdev=xvda, access=ro, target=" + archive + "\"]");
  }

  @Test
  void rejectsAKernelWithTwoDisks() throws Exception {
    install("solo5-spt", "");
    Kernel kernel = withDevices(KernelKind.SOLO5_SPT, "service", "site", "data");
    assertThatThrownBy(() -> machine().guest(only(kernel), settings()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("needs the network 'service', the disk 'site', the disk 'data'");
  }

  /** Writes a kernel with a network interface and disks of these names in its manifest. */
  private Kernel withDevices(KernelKind kind, String network, String... disks) throws Exception {
    Path file = directory.resolve("devices.elf");
    Files.write(file, Solo5Kernels.withDevices(kind, List.of(network), List.of(disks)));
    return KernelInspector.inspect(file);
  }

  private static GuestContent only(Kernel kernel) {
    return new GuestContent(kernel, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  private static GuestContent content(Kernel kernel, DiskImage image) {
    return new GuestContent(kernel, Optional.of(image), Optional.empty(), OptionalLong.empty());
  }

  private Guest guest(KernelKind kind) throws Exception {
    return machine().guest(content(kernel(kind), image(kernel(kind))), settings());
  }

  @Test
  void refusesAKernelThatDoesNotFitIntoTheMemory() throws Exception {
    install("qemu-system-x86_64", "");
    Path large = Files.copy(TINY, directory.resolve("large.elf"));
    try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[1]), 40L << 20);
    }
    Kernel inspected = KernelInspector.inspect(large);
    assertThatThrownBy(
            () ->
                machine()
                    .guest(
                        new GuestContent(
                            inspected,
                            Optional.empty(),
                            Optional.empty(),
                            OptionalLong.of(40L << 20)),
                        smaller(32)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("memory of 32 MiB: it needs 1 MiB for itself and 40 MiB")
        .hasMessageContaining("-Dmirage.run.memory=96");
  }

  private RunSettings smaller(int memory) {
    RunSettings usual = settings();
    return new RunSettings(
        usual.name(),
        usual.directory(),
        usual.accelerator(),
        memory,
        usual.network(),
        usual.arguments(),
        usual.toolPrefix());
  }

  private LocalMachine machine() {
    Programs programs = Programs.of(Map.of("PATH", directory.toString()));
    return new LocalMachine(
        programs, new CommandRunner(progress), progress, Optional.of(directory.resolve("user")));
  }

  private static Kernel kernel(KernelKind kind) {
    return new Kernel(TINY, kind, 1, Sha256.of("kernel"));
  }

  private DiskImage image(Kernel kernel) throws Exception {
    return new DiskImage(
        Files.writeString(directory.resolve("a,b.img"), ""),
        1,
        Sha256.of("image"),
        kernel,
        1,
        Optional.empty());
  }

  private RunSettings settings() {
    return new RunSettings(
        "blog",
        directory,
        Accelerator.TCG,
        64,
        new RunSettings.Network(network, ipv4, Optional.empty(), port, 80),
        new RunSettings.Arguments(List.of("--http=80", "--hello=good day"), List.of()),
        List.of());
  }

  private Path install(String name, String script) throws Exception {
    Path tool = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
