package io.github.miragemaven.instance.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.image.grub.GrubConfig;
import io.github.miragemaven.kernel.Virtualization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

  private static final Path CONSOLES = Path.of("src/test/resources/consoles");

  /** File, cause, and the line that shows it. */
  private static final String EXPECTED =
      """
      grub-legacy-error-13         | WRONG_FORMAT       | Error 13: Invalid or unsupported executable format
      grub-legacy-error-15         | KERNEL_NOT_FOUND   | Error 15: File not found
      grub-legacy-no-partition     | ROOT_NOT_READ      | Error 5: Partition table invalid or corrupt
      grub-legacy-no-root          | ROOT_NOT_READ      | Error 12: Invalid device requested
      grub2-elf-of-arm             | WRONG_ARCHITECTURE | error: invalid arch-dependent ELF magic.
      grub2-kernel-missing         | KERNEL_NOT_FOUND   | error: file `/boot/mirage-os' not found.
      grub2-no-configuration       | MENU_NOT_FOUND     | grub>
      grub2-not-a-kernel           | WRONG_FORMAT       | error: no multiboot header found.
      grub2-rescue                 | MENU_NOT_FOUND     | error: file `/boot/grub/i386-pc/normal.mod' not found.
      grub2-rescue-no-file-system  | ROOT_NOT_READ      | error: unknown filesystem.
      pv-no-menu                   | MENU_NOT_FOUND     | grubdom>
      pv-error-5                   | ROOT_NOT_READ      | Error 5: Partition table invalid or corrupt
      pv-error-9                   | WRONG_FORMAT       | Error 9: Unknown boot failure
      pv-error-15                  | KERNEL_NOT_FOUND   | Error 15: File not found
      pv-error-21                  | ROOT_NOT_READ      | Error 21: Selected disk does not exist
      pv-solo5-kernel              | WRONG_FORMAT       | ERROR Invalid kernel: elf_xen_note_check: ERROR: Will only load images built for the generic loader or Linux images
      pv-32-bit-kernel             | WRONG_ARCHITECTURE | ERROR Invalid kernel: xc_dom_compat_check: guest type xen-3.0-x86_32p not supported by xen kernel, sorry
      pv-grub2-kernel-missing      | KERNEL_NOT_FOUND   | error: couldn't load file /boot/mirage-os.gz.
      pv-no-banner                 | NO_BANNER          | close blk: backend=/local/domain/0/backend/vbd/7/2049 node=device/vbd/2049
      pv-mini-os-no-offer          | NO_OFFER           | DHCP: start discovery
      pv-mini-os-offer-only        | NO_LEASE           | DHCP: offer received: 10.0.0.12
      pv-mini-os-lease             | NOT_LISTENING      | DHCP offer received and bound to 10.0.0.12 nm 255.255.255.0 gw [10.0.0.1]
      pv-mini-os-page-fault        | CRASH              | Page fault at linear address 0x28, rip 0x18e2f, regs 0x4b7f28, sp 0x4b7fd8, our_sp 0x4b7ef0, code 0
      xen-kernel-without-xen       | NO_BANNER          | Starting the kernel
      pv-grub2-no-menu             | MENU_NOT_FOUND     | error: file `/boot/grub/menu.lst' not found.
      hvm-hello-ended              | ENDED              | Solo5: solo5_exit(0) called
      hvm-exception                | CRASH              | Fatal error: exception Failure("asked to fail")
      hvm-trap                     | CRASH              | Solo5: trap: type=#PF ec=0x2 rip=0x107332 rsp=0x77fffb0 rflags=0x206
      hvm-no-network-interface     | NO_ADDRESS_YET     | Solo5: Xen console: port 0x2
      bios-no-boot-sector          | NO_BOOT_LOADER     | No bootable device.
      dhcp-no-server               | NO_LEASE           | 2026-11-25T06:31:11-00:00: [INFO] [dhcp_client_lwt] Timeout expired without a usable lease!  Starting over...
      dhcp-no-server-debug         | NO_OFFER           | 2026-11-25T06:31:23-00:00: [DEBUG] [dhcp_client_lwt] Sending DHCPDISCOVER...
      dhcp-offer-only              | NO_LEASE           | 2026-11-25T06:31:39-00:00: [INFO] [dhcp_client_lwt] Timeout expired without a usable lease!  Starting over...
      dhcp-offer-only-debug        | NO_LEASE           | 2026-11-25T06:31:49-00:00: [DEBUG] [dhcp_client_lwt] State advanced! Now
      site-listening               | LISTENING          | 2026-11-25T06:30:58-00:00:  [site] listening on port 80 of 10.0.2.15, fe80::5054:ff:fe12:3456
      solo5-no-network-device      | NO_NETWORK_DEVICE  | Solo5: Device 'service' of type NET_BASIC not attached.Solo5: All declared devices must be attached. Aborting.
      solo5-trap                   | CRASH              | Solo5: trap: type=#PF ec=0x2 rip=0x105fe2 rsp=0x3fdffa0 rflags=0x206
      solo5-stack-smashed          | CRASH              | Solo5: ABORT: Stack corruption detected
      solo5-exception              | CRASH              | Fatal error: exception Failure("asked to fail")
      solo5-hello-ended            | ENDED              | Solo5: solo5_exit(0) called
      solo5-wrong-argument         | WRONG_ARGUMENT     | site: unknown option '--nonsense'
      site-damaged-index           | NO_ARCHIVE         | 2026-11-30T17:56:52-00:00: [ERROR] [archive] the site's disk: the index does not match its digest
      site-no-archive              | NO_ARCHIVE         | 2026-11-30T17:56:58-00:00: [ERROR] [archive] the site's disk: there is no site archive
      memory-8-mib                 | OUT_OF_MEMORY      | Fatal error: exception Out_of_memory
      memory-10-mib                | OUT_OF_MEMORY      | Fatal error: not enough memory
      reboot-loop-damaged-kernel   | REBOOT_LOOP        | Starting the kernel
      reset-twice-dhcp             | REBOOT_LOOP        | Timeout expired without a usable lease!
      linux                        | LINUX              | [    0.000000] Linux version 6.1.0-56-amd64
      """;

  static Stream<List<String>> expected() {
    return EXPECTED
        .lines()
        .map(line -> Stream.of(line.split("\\|", 3)).map(String::strip).toList());
  }

  @ParameterizedTest
  @MethodSource("expected")
  void diagnosesEachConsole(List<String> row) throws Exception {
    Diagnosis diagnosis = Diagnosis.of(console(row.get(0)), InstanceFacts.unknown());
    assertThat(diagnosis.cause()).isEqualTo(Cause.valueOf(row.get(1)));
    assertThat(diagnosis.line().orElseThrow()).contains(row.get(2));
  }

  @Test
  void coversEveryCapturedConsole() throws Exception {
    try (Stream<Path> files = Files.list(CONSOLES)) {
      assertThat(expected().map(row -> row.get(0) + ".log"))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".log"))
                  .toList());
    }
  }

  @Test
  void messageHasCauseLineAndAdvice() throws Exception {
    assertThat(Diagnosis.of(console("pv-solo5-kernel"), InstanceFacts.unknown()).message())
        .isEqualToNormalizingNewlines(
            """
            The boot loader cannot start the file: it is not a kernel in a supported format.
              > ERROR Invalid kernel: elf_xen_note_check: ERROR: Will only load images built for the generic loader or Linux images
            Solo5 Xen kernels (MirageOS 3.9 and later) boot as hvm, Mini-OS kernels as paravirtual, and damaged kernels not at all. Rebuild and deploy it: mvn clean deploy -Dmirage.target=xen.\
            """);
  }

  @Test
  void showsTheLastLinesOfACrash() throws Exception {
    assertThat(Diagnosis.of(console("hvm-exception"), InstanceFacts.unknown()).report())
        .contains(
            "The console's last lines:",
            "  | Fatal error: exception Failure(\"asked to fail\")",
            "  | Solo5: solo5_exit(2) called");
  }

  @Test
  void admitsUnknownConsole() {
    Diagnosis diagnosis = Diagnosis.of("one\ntwo\n", InstanceFacts.unknown());
    assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(diagnosis.line()).isEmpty();
    assertThat(diagnosis.report())
        .startsWith("The console has no recognized line.")
        .endsWith("The console's last lines:", "  | one", "  | two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\r\n", "\0\0\0", "\u001b[2J\u001b[1;1H"})
  void recognizesEmptyConsole(String console) {
    Diagnosis diagnosis = Diagnosis.of(console, InstanceFacts.unknown().stopped().withOldText());
    assertThat(diagnosis.cause()).isEqualTo(Cause.EMPTY);
    assertThat(diagnosis.message())
        .contains("The instance is not running.")
        .contains("stop it and read the console again");
  }

  @Test
  void blamesClosedSecurityGroup() throws Exception {
    for (String name : List.of("site-listening", "pv-mini-os-lease")) {
      InstanceFacts shut = InstanceFacts.unknown().withConnected(false).withAdmitted(false);
      assertThat(Diagnosis.of(console(name), shut).cause()).isEqualTo(Cause.NOT_ADMITTED);
    }
  }

  @Test
  void blamesTheRouteIfTheSiteListensAndTheGroupIsOpen() throws Exception {
    InstanceFacts open = InstanceFacts.unknown().withConnected(false).withAdmitted(true);
    assertThat(Diagnosis.of(console("site-listening"), open).cause()).isEqualTo(Cause.NOT_REACHED);
    assertThat(Diagnosis.of(console("pv-mini-os-lease"), open).cause())
        .isEqualTo(Cause.NOT_LISTENING);
  }

  @Test
  void trustsConnectionMoreThanSilentConsole() throws Exception {
    InstanceFacts connected = InstanceFacts.unknown().withConnected(true);
    assertThat(Diagnosis.of("", connected).isWell()).isTrue();
    assertThat(Diagnosis.of(console("xen-kernel-without-xen"), connected).isWell()).isTrue();
    assertThat(Diagnosis.of(console("solo5-trap"), connected).cause()).isEqualTo(Cause.CRASH);
  }

  @Test
  void warnsThatHvmConsoleMayMissKernelOutput() throws Exception {
    String silent = console("xen-kernel-without-xen");
    assertThat(
            Diagnosis.of(silent, InstanceFacts.unknown().withVirtualization(Virtualization.HVM))
                .advice())
        .contains("mvn mirage:verify");
    assertThat(
            Diagnosis.of(
                    silent, InstanceFacts.unknown().withVirtualization(Virtualization.PARAVIRTUAL))
                .advice())
        .doesNotContain("hvm");
  }

  @Test
  void recognizesLinesOfThisPluginsBootLoader() {
    String printed = GrubConfig.LOADING + "\n" + GrubConfig.STARTING + "\n";
    assertThat(Diagnosis.of(GrubConfig.LOADING, InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.LOADER_SILENT);
    assertThat(Diagnosis.of(printed, InstanceFacts.unknown()).cause()).isEqualTo(Cause.NO_BANNER);
    assertThat(Diagnosis.of(printed + "tiny kernel", InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.NO_ADDRESS_YET);
  }

  @Test
  void diagnosesTheLastBoot() throws Exception {
    String crashed = console("pv-mini-os-page-fault");
    String leased = console("pv-mini-os-lease");
    assertThat(Diagnosis.of(crashed + leased, InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.NOT_LISTENING);
    assertThat(Diagnosis.of(leased + crashed, InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.CRASH);
    assertThat(Diagnosis.of(crashed + crashed + leased, InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.NOT_LISTENING);
  }

  @Test
  void recognizesRebootLoop() throws Exception {
    String crash = console("hvm-trap");
    String underWay = "GRUB reads its configuration\r\n  Booting `Blog'\r\n";
    for (String console :
        List.of(crash.repeat(3), crash.substring(150) + crash.repeat(2) + underWay)) {
      Diagnosis diagnosis = Diagnosis.of(console, InstanceFacts.unknown());
      assertThat(diagnosis.cause()).isEqualTo(Cause.REBOOT_LOOP);
      assertThat(diagnosis.message()).contains("Each time: The kernel crashed.");
    }
    assertThat(Diagnosis.of(crash.repeat(2), InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.CRASH);
  }

  @Test
  void continuesAfterBootLoadersFallbackEntry() throws Exception {
    String fallback = "  Booting 'Fallback'\r\n" + menuOf(console("pv-mini-os-lease"));
    assertThat(Diagnosis.of(console("pv-error-15") + fallback, InstanceFacts.unknown()).cause())
        .isEqualTo(Cause.NOT_LISTENING);
  }

  /** The text after the boot loader's banner. */
  private static String menuOf(String console) {
    return console.substring(console.indexOf("root (hd0)"));
  }

  private static String console(String name) throws IOException {
    return Files.readString(CONSOLES.resolve(name + ".log"), StandardCharsets.UTF_8);
  }
}
