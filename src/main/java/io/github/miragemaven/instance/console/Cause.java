package io.github.miragemaven.instance.console;

/** Causes that a console can show, each with the boot's last stage. */
public enum Cause {
  /** The console is empty. */
  EMPTY(
      Stage.NOTHING,
      "The console is empty: not even the boot loader has printed anything.",
      "EC2 publishes the console some minutes after the start. If it stays empty, check whether"
          + " the image boots locally: mvn mirage:run."),
  /** Nothing on the console is recognized. */
  UNKNOWN(
      Stage.NOTHING,
      "The console has no recognized line.",
      "Read its last lines below. If the instance should boot this project's image, check which"
          + " AMI it runs: mvn mirage:status."),
  /** The firmware started, but no boot loader. */
  NO_BOOT_LOADER(
      Stage.FIRMWARE,
      "The firmware started, but no boot loader did.",
      "Check whether the image boots locally (mvn mirage:run), and whether the AMI's root device is"
          + " /dev/sda1 with this project's snapshot."),
  /** The boot loader started, but printed nothing else. */
  LOADER_SILENT(
      Stage.LOADER,
      "The boot loader started, but has not started the kernel.",
      "Wait until the menu times out, and read the console again. If nothing changes, check whether"
          + " the image boots locally: mvn mirage:run."),
  /** The boot loader found no configuration: menu.lst, grub.cfg, or the modules that read it. */
  MENU_NOT_FOUND(
      Stage.LOADER_FAILED,
      "The boot loader found no menu (menu.lst or grub.cfg) and waits for a command.",
      "Rebuild the image with mvn clean package: /boot/grub must be on the disk that the boot"
          + " loader reads. PV-GRUB must be the hd0 variant."),
  /** The boot loader cannot read the configured disk or partition. */
  ROOT_NOT_READ(
      Stage.LOADER_FAILED,
      "The boot loader cannot read the disk or partition that its menu names.",
      "For PV-GRUB on an unpartitioned disk, the menu must contain root (hd0). Rebuild the image"
          + " with mvn clean package, without a menu.lst of your own."),
  /** The configured kernel does not exist. */
  KERNEL_NOT_FOUND(
      Stage.LOADER_FAILED,
      "The boot loader did not find the kernel that its menu names.",
      "Rebuild the image with mvn clean package. A menu.lst of your own must contain the kernel's"
          + " path on the disk."),
  /** The file is not a kernel for this boot loader. */
  WRONG_FORMAT(
      Stage.LOADER_FAILED,
      "The boot loader cannot start the file: it is not a kernel in a supported format.",
      "Solo5 Xen kernels (MirageOS 3.9 and later) boot as hvm, Mini-OS kernels as paravirtual, and"
          + " damaged kernels not at all. Rebuild and deploy it: mvn clean deploy"
          + " -Dmirage.target=xen."),
  /** The kernel is built for another architecture. */
  WRONG_ARCHITECTURE(
      Stage.LOADER_FAILED,
      "The kernel is built for a different architecture than the instance's.",
      "Build it for x86_64: the boot loader, the kernel and the instance type must match."),
  /** The boot loader started the kernel, which has printed nothing. */
  NO_BANNER(
      Stage.HANDED_OVER,
      "The boot loader has started the kernel, but the kernel has printed nothing.",
      "Its first line may take a minute. Otherwise it is damaged (rebuild it: mvn clean deploy), or"
          + " the instance type cannot run it: Solo5 Xen kernels do not boot on Nitro types."),
  /** The kernel has started, but prints nothing about its network. */
  NO_ADDRESS_YET(
      Stage.KERNEL,
      "The kernel has started, but has not printed an address.",
      "Wait a moment and read the console again. If nothing changes, build it with debug logs"
          + " (-Dmirage.argument.l=*:debug), or with a static address (-Dmirage.ipv4=...)."),
  /** The kernel sends DHCP requests and gets no response. */
  NO_OFFER(
      Stage.ASKING,
      "The kernel requests an address by DHCP, but received no offer.",
      "DHCP always responds in a VPC, so the kernel's network device does not work: use a Xen"
          + " instance type (T2, M4, C4, R4), or set the address: -Dmirage.ipv4=ADDRESS/PREFIX."),
  /** The kernel got a DHCP offer, but no usable lease. */
  NO_LEASE(
      Stage.OFFERED,
      "The kernel requests an address by DHCP, but received no usable lease.",
      "Set the instance's private address (-Dmirage.ipv4=ADDRESS/PREFIX"
          + " -Dmirage.ipv4Gateway=ADDRESS), or try another Xen instance type."),
  /** The kernel has an address, but does not listen. */
  NOT_LISTENING(
      Stage.ADDRESS,
      "The kernel has an address, but has not reported that it listens.",
      "Check that it serves the port (-Dmirage.argument.http=80) that is verified"
          + " (mirage.verify.port), and read its last lines below."),
  /** The security groups block connections. */
  NOT_ADMITTED(
      Stage.LISTENING,
      "The kernel has an address, but the security group blocks the site's port.",
      "Open the port: set -Dmirage.launch.ports=80 if the plugin creates the group, or add a rule"
          + " to the one in mirage.launch.securityGroup."),
  /** The site listens and its port is open, but connections fail. */
  NOT_REACHED(
      Stage.LISTENING,
      "The site listens, but connections to it fail.",
      "Check the port on which it listens, the subnet's route to an internet gateway and network"
          + " ACL, and whether the instance has a public address."),
  /** The site listens; nothing is wrong. */
  LISTENING(
      Stage.LISTENING,
      "The site listens.",
      "If a page is wrong, the image may be outdated: check which AMI the instance runs (mvn"
          + " mirage:status)."),
  /** The kernel has no network device that it supports. */
  NO_NETWORK_DEVICE(
      Stage.END,
      "The machine has no network device that the kernel supports.",
      "On EC2, build it with -Dmirage.target=xen and use a Xen instance type (T2, M4, C4, R4);"
          + " virtio kernels run on QEMU and Google Cloud."),
  /** Out of memory. */
  OUT_OF_MEMORY(
      Stage.END,
      "The kernel ran out of memory.",
      "Use a larger instance type (mirage.instanceType), or make the site smaller: it is kept in"
          + " memory with the kernel."),
  /** The kernel rejects its command line. */
  WRONG_ARGUMENT(
      Stage.END,
      "The kernel does not accept one of its boot arguments.",
      "Remove or correct it in <bootArguments> (-Dmirage.argument.NAME=VALUE)."),
  /** The kernel cannot read the site's archive. */
  NO_ARCHIVE(
      Stage.END,
      "The kernel found no valid site archive on its disk.",
      "Check the image (mvn mirage:archive -Dmirage.archive.file=IMAGE). If it has no archive,"
          + " build it with -Dmirage.siteIn=disk; if it is damaged, write it again: mvn clean"
          + " deploy."),
  /** KVM cannot run the guest. */
  KVM_FAILED(
      Stage.END,
      "KVM on this machine cannot run this guest.",
      "Run it without KVM: -Dmirage.run.accelerator=tcg for the target virtio, or another target"
          + " (-Dmirage.target=unix)."),
  /** The kernel crashed. */
  CRASH(
      Stage.END,
      "The kernel crashed.",
      "Read its last lines below, and run the site locally: mvn mirage:run"
          + " -Dmirage.target=virtio."),
  /** The instance reboots over and over. */
  REBOOT_LOOP(Stage.END, "The instance reboots repeatedly", ""),
  /** Another operating system booted. */
  LINUX(
      Stage.END,
      "A Linux kernel has booted instead of a unikernel.",
      "Check which AMI the instance was launched from: mirage.ami, or the newest one that mvn"
          + " mirage:status lists."),
  /** The kernel exited. */
  ENDED(
      Stage.END,
      "The kernel exited.",
      "A site's unikernel must not exit. Its last lines contain the error.");

  private final Stage stage;
  private final String summary;
  private final String advice;

  Cause(Stage stage, String summary, String advice) {
    this.stage = stage;
    this.summary = summary;
    this.advice = advice;
  }

  Stage stage() {
    return stage;
  }

  String summary() {
    return summary;
  }

  String advice() {
    return advice;
  }
}
