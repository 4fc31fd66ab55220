package io.github.miragemaven.instance.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A console line that marks a stage of a boot.
 *
 * @param pattern a pattern found in the line
 * @param cause the cause if no later marker follows
 * @param stage the stage that the boot has reached
 * @param start whether a boot begins with this line
 */
record Marker(Pattern pattern, Cause cause, Stage stage, boolean start) {

  /** Printed by PV-GRUB and by the kernels that it starts: Mini-OS, kernel.c. */
  static final Marker MINI_OS = bootStart("Xen Minimal OS!", Cause.LOADER_SILENT);

  /** Last line printed by this plugin's grub.cfg; the kernel prints everything after it. */
  static final Marker KERNEL_STARTED = marker("^\\s*Starting the kernel$", Cause.NO_BANNER);

  /** Command of PV-GRUB's menu to load the kernel; later errors are about the kernel. */
  static final Pattern KERNEL_COMMAND = Pattern.compile("^\\s*(grub(dom)?> )?kernel\\s+[/(]");

  /** GRUB 0.97, stage2/common.c: err_list. */
  static final Pattern FILE_NOT_FOUND = Pattern.compile("^\\s*Error 15\\b");

  private static final List<Marker> FIRMWARE =
      List.of(
          bootStart("SeaBIOS \\(version", Cause.NO_BOOT_LOADER),
          marker("Booting from (Hard Disk|ROM|Floppy|DVD)", Cause.NO_BOOT_LOADER),
          marker("No bootable device|not a bootable disk", Cause.NO_BOOT_LOADER));

  /** PV-GRUB: GRUB 0.97 and Xen's stubdom/grub, tools/libxc/xc_dom_*.c. GRUB 2.06: grub-core. */
  private static final List<Marker> LOADER =
      List.of(
          bootStart("^\\s*GRUB reads its configuration", Cause.LOADER_SILENT),
          bootStart("Welcome to GRUB!", Cause.LOADER_SILENT),
          bootStart("^GRUB [Ll]oading", Cause.LOADER_SILENT),
          marker("^\\s*Booting [`']", Cause.LOADER_SILENT),
          marker("\\bvbd \\d+ is hd\\d", Cause.LOADER_SILENT),
          marker("Filesystem type is ", Cause.LOADER_SILENT),
          marker("^\\s*Error (2|5|6|11|12|17|21|22|23):", Cause.ROOT_NOT_READ),
          marker("^\\s*Error (9|13):", Cause.WRONG_FORMAT),
          marker("^\\s*Error 28:", Cause.OUT_OF_MEMORY, Stage.LOADER_FAILED),
          marker("Will only load images built for|Not a Xen-ELF image", Cause.WRONG_FORMAT),
          marker("xc_dom_find_loader: no loader found", Cause.WRONG_FORMAT),
          marker("guest type .{1,40} not supported by", Cause.WRONG_ARCHITECTURE),
          marker("error: invalid arch-dependent ELF magic", Cause.WRONG_ARCHITECTURE),
          marker("error: invalid arch-independent ELF magic", Cause.WRONG_FORMAT),
          marker("error: no multiboot header found", Cause.WRONG_FORMAT),
          marker("error: (premature end of file|unsupported flag)", Cause.WRONG_FORMAT),
          marker("error: out of memory", Cause.OUT_OF_MEMORY, Stage.LOADER_FAILED),
          marker("error: no such (device|partition)", Cause.ROOT_NOT_READ),
          marker("error: unknown filesystem", Cause.ROOT_NOT_READ),
          marker(
              "error: file .{0,200}(grub\\.cfg|menu\\.lst|\\.mod)'? not found",
              Cause.MENU_NOT_FOUND),
          marker("error: file .{0,300} not found", Cause.KERNEL_NOT_FOUND),
          marker("error: couldn't load file", Cause.KERNEL_NOT_FOUND),
          marker("error: you need to load the kernel first", Cause.KERNEL_NOT_FOUND),
          marker("^\\s*grub(dom| rescue)?>\\s*$", Cause.MENU_NOT_FOUND),
          marker("^\\s*close blk\\b", Cause.NO_BANNER),
          KERNEL_STARTED);

  private static final List<Marker> KERNEL =
      List.of(
          bootStart("\\| {6}___\\|$", Cause.NO_ADDRESS_YET),
          marker("Solo5: (Bindings version|Memory map)", Cause.NO_ADDRESS_YET),
          marker("MirageOS booting", Cause.NO_ADDRESS_YET),
          marker("DHCP: start discovery|Sending DHCP ?DISCOVER", Cause.NO_OFFER),
          marker("DHCP: offer |State advanced! Now", Cause.NO_LEASE),
          marker("Timeout expired without a usable lease", Cause.NO_LEASE, Stage.ASKING),
          marker("Lease obtained!|DHCP offer received and bound to", Cause.NOT_LISTENING),
          marker("TCP layer connected on", Cause.NOT_LISTENING),
          marker("\\blistening on\\b", Cause.LISTENING));

  /** Solo5's bindings: abort.c, exit.c, cpu_x86_64.c; OCaml's runtime; Mini-OS: traps.c. */
  private static final List<Marker> END =
      List.of(
          marker("Linux version \\d", Cause.LINUX),
          marker(
              "KVM internal error|KVM: (internal error exit|entry fail)|kvm run failed"
                  + "|[Ff]ailed to initialize kvm|Could not access KVM|KVM_CREATE_VM",
              Cause.KVM_FAILED),
          marker(
              "[Nn]ot enough memory|Out_of_memory|[Oo]ut of memory",
              Cause.OUT_OF_MEMORY,
              Stage.END),
          marker("cannot allocate initial (major|minor) heap", Cause.OUT_OF_MEMORY),
          marker("Device '.{1,80}' of type NET_BASIC not attached", Cause.NO_NETWORK_DEVICE),
          marker("PCI enumeration failed", Cause.NO_NETWORK_DEVICE),
          marker("unknown option [`'\u2018]", Cause.WRONG_ARGUMENT),
          marker("\\[archive] (no disk has a site archive|the site's disk: )", Cause.NO_ARCHIVE),
          marker("Device '.{1,80}' of type BLOCK_BASIC not attached", Cause.NO_ARCHIVE),
          marker("Fatal error: exception", Cause.CRASH),
          marker("Solo5: (ABORT|trap|PANIC): ", Cause.CRASH),
          marker("Assertion .{1,200} failed|ASSERTION FAILED", Cause.CRASH),
          marker("stack smashing detected", Cause.CRASH),
          marker("Page fault at linear address|Page fault in pagetable walk", Cause.CRASH),
          marker("^GPF [re]ip:|[Dd]o_exit called!", Cause.CRASH),
          marker("solo5_abort\\(\\) called", Cause.CRASH),
          marker("solo5_exit\\(\\d+\\) called", Cause.ENDED));

  static final List<Marker> ALL =
      Stream.of(FIRMWARE, LOADER, List.of(MINI_OS), KERNEL, END).flatMap(List::stream).toList();

  private static Marker marker(String pattern, Cause cause) {
    return marker(pattern, cause, cause.stage());
  }

  private static Marker marker(String pattern, Cause cause, Stage stage) {
    return new Marker(Pattern.compile(pattern), cause, stage, false);
  }

  private static Marker bootStart(String pattern, Cause cause) {
    return new Marker(Pattern.compile(pattern), cause, cause.stage(), true);
  }

  boolean isIn(String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find();
  }
}
