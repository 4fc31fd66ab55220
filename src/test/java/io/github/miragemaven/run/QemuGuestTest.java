package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.image.DiskImageWriter;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.ChildJvm;
import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs guests in the real QEMU. */
@Slow
class QemuGuestTest {

  private static final Path KERNELS = Path.of("src/test/resources/kernels");
  private static final Probe PROBE = new Probe("/", Duration.ofMinutes(2));

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();

  @BeforeEach
  void requirePrograms() {
    RealTool.require(Qemu.PROGRAM, "qemu-system-x86");
    if (GrubParts.installed().isEmpty()) {
      throw RealTool.missing("GRUB 2 for BIOS is not installed: apt-get install grub-pc-bin");
    }
  }

  @Test
  void stopsAtOnceWhenGrubRunsOutOfMemory() throws Exception {
    Guest roomy = guest(directory, withZeroes("multiboot.elf", 200), 1024, Accelerator.TCG);
    List<String> words =
        roomy.command().words().stream().map(word -> word.equals("1024") ? "64" : word).toList();
    Guest small = roomy.withCommand(Command.of(directory, words)).withMemory(64);
    long start = System.nanoTime();
    assertThatThrownBy(() -> run(directory, small, progress, Optional.of(PROBE)))
        .as("%s", progress.lines())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("error: out of memory")
        .hasMessageContaining("-Dmirage.run.memory=128");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROBE.limit());
  }

  /** Wherever KVM does not work, emulation takes over, at once in the second run. */
  @Test
  void runsWithOrWithoutAWorkingKvm() throws Exception {
    if (!Accelerator.hasKvm()) {
      throw RealTool.missing("/dev/kvm is not accessible");
    }
    Path kernel = KERNELS.resolve("http.elf");
    run(directory, guest(directory, kernel, 64, Accelerator.AUTO), progress, Optional.of(PROBE));
    boolean failed = GuestRunner.kvm(Optional.of(directory)).isKnown();
    assertThat(progress.lines().stream().anyMatch(line -> line.startsWith("WARN KVM")))
        .isEqualTo(failed);
    assertThat(guest(directory, kernel, 64, Accelerator.AUTO).how())
        .contains(failed ? "emulation" : "KVM");
  }

  /** A build that a test kills. */
  static final class BuildToKill {

    private BuildToKill() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      Guest guest = guest(directory, KERNELS.resolve("http.elf"), 64, Accelerator.TCG);
      System.out.println("ready");
      run(directory, guest, new RecordedProgress(), Optional.empty());
    }
  }

  @Test
  void guestDiesWithItsBuild() throws Exception {
    RealTool.require("setpriv", "util-linux");
    long qemu;
    try (ChildJvm build = ChildJvm.start(BuildToKill.class, directory)) {
      assertThat(build.line()).isEqualTo("ready");
      qemu = guestOfBuild();
    }
    Optional<ProcessHandle> guest = ProcessHandle.of(qemu);
    if (guest.isPresent()) {
      guest.get().onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(ProcessHandle.of(qemu).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private long guestOfBuild() throws Exception {
    Path records = directory.resolve("guests");
    while (true) {
      if (Files.isDirectory(records)) {
        try (var files = Files.newDirectoryStream(records, "[0-9]*")) {
          for (Path file : files) {
            long pid = Long.parseLong(file.getFileName().toString());
            Optional<String> program = ProcessHandle.of(pid).flatMap(it -> it.info().command());
            if (program.filter(name -> name.endsWith(Qemu.PROGRAM)).isPresent()) {
              return pid;
            }
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Copies a kernel, and has its Multiboot header demand this many MiB of zeroes. */
  private Path withZeroes(String kernel, int mebibytes) throws Exception {
    byte[] elf = Files.readAllBytes(KERNELS.resolve(kernel));
    ByteBuffer bytes = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    int header = 0;
    while (bytes.getInt(header) != 0x1BADB002) {
      header += Integer.BYTES;
    }
    int loadAddress = bytes.getInt(header + 16);
    bytes.putInt(header + 24, loadAddress + (mebibytes << 20)); // bss_end_addr
    return Files.write(directory.resolve("large.elf"), elf);
  }

  private static Guest guest(Path directory, Path file, int memory, Accelerator accelerator)
      throws Exception {
    RecordedProgress progress = new RecordedProgress();
    Kernel kernel = KernelInspector.inspect(file);
    DiskImage image =
        new DiskImageWriter(new BuildState(directory.resolve("state")), progress)
            .write(
                kernel,
                Optional.empty(),
                new ImageSettings(
                    directory.resolve("blog.img"),
                    directory.resolve("work"),
                    new ImageSettings.Boot("Blog", 0, List.of(), false),
                    new ImageSettings.FileSystem(4096, OptionalLong.empty()),
                    Optional.empty(),
                    List.of(),
                    Instant.EPOCH.plusSeconds(1L << 30)));
    RunSettings.Network network =
        new RunSettings.Network(
            GuestNetwork.hypervisorDefault(), Optional.empty(), Optional.empty(), 0, 80);
    RunSettings settings =
        new RunSettings(
            "blog",
            directory,
            accelerator,
            memory,
            network,
            new RunSettings.Arguments(List.of(), List.of()),
            List.of());
    return new LocalMachine(
            Programs.ofThisProcess(), new CommandRunner(progress), progress, Optional.of(directory))
        .guest(
            new GuestContent(kernel, Optional.of(image), Optional.empty(), OptionalLong.empty()),
            settings);
  }

  private static void run(
      Path directory, Guest guest, RecordedProgress progress, Optional<Probe> probe)
      throws Exception {
    new GuestRunner(new CommandRunner(progress), progress, Optional.of(directory))
        .run(guest, probe);
  }
}
