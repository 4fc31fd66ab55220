package io.github.miragemaven.instance.console;

/** Causes that a console can show, each with the boot's last stage. */
public enum Cause {
  /** The console is empty. */
  EMPTY(
      Stage.NOTHING,
      "The console is empty: not even a boot loader has printed anything.",
      "EC2 shows the text some minutes after the start. If it stays empty, look whether the image"
          + " boots here: mvn mirage:run."),
  /** Nothing on the console is recognized. */
  UNKNOWN(
      Stage.NOTHING,
      "The console says nothing that is known here.",
      "Read its last lines below. If the instance should boot this project's image, look at which"
          + " AMI it runs: mvn mirage:status."),
  /** The firmware started, but no boot loader. */
  NO_BOOT_LOADER(
      Stage.FIRMWARE,
      "The firmware started, and no boot loader did.",
      "Look whether the image boots here (mvn mirage:run), and whether the AMI's root device is"
          + " /dev/sda1 with this project's snapshot."),
  /** The boot loader started, and printed nothing else. */
  LOADER_SILENT(
      Stage.LOADER,
      "The boot loader started, and has not come to starting the kernel.",
      "Wait for the menu's time to run out and look again. If it stays so, look whether the image"
          + " boots here: mvn mirage:run."),
  /** The boot loader found no configuration: menu.lst, grub.cfg, or the modules that read it. */
  MENU_NOT_FOUND(
      Stage.LOADER_FAILED,
      "The boot loader found no menu (menu.lst, or grub.cfg), and waits for a command.",
      "Make the image again with mvn clean package: /boot/grub must be on the disk that the loader"
          + " reads. PV-GRUB must be an hd0 one."),
  /** The boot loader cannot read the configured disk or partition. */
  ROOT_NOT_READ(
      Stage.LOADER_FAILED,
      "The boot loader cannot read the disk or partition that its menu names.",
      "For PV-GRUB on an unpartitioned disk the menu says root (hd0). Make the image again with mvn"
          + " clean package, without a menu.lst of your own."),
  /** The configured kernel does not exist. */
  KERNEL_NOT_FOUND(
      Stage.LOADER_FAILED,
      "The boot loader did not find the kernel that its menu names.",
      "Make the image again with mvn clean package; with a menu.lst of your own, write the kernel's"
          + " path as it is on the disk."),
  /** The file is not a kernel for this boot loader. */
  WRONG_FORMAT(
      Stage.LOADER_FAILED,
      "The boot loader does not take the file for a kernel that it can start.",
      "Solo5 Xen kernels (MirageOS 3.9 and later) boot as hvm, Mini-OS ones as paravirtual, and a"
          + " damaged one not at all: build and deploy it again with mvn clean deploy"
          + " -Dmirage.target=xen."),
  /** The kernel is built for another architecture. */
  WRONG_ARCHITECTURE(
      Stage.LOADER_FAILED,
      "The kernel is built for another processor than the instance has.",
      "Build it for x86_64: the loader, the kernel and the instance type must agree."),
  /** The boot loader started the kernel, which has printed nothing. */
  NO_BANNER(
      Stage.HANDED_OVER,
      "The boot loader has started the kernel, and the kernel has printed nothing.",
      "It may take a minute to its first line. Else it is damaged (build it again: mvn clean"
          + " deploy), or does not fit the instance type: Solo5 Xen kernels do not boot on Nitro"
          + " types."),
  /** The kernel has started, and prints nothing about its network. */
  NO_ADDRESS_YET(
      Stage.KERNEL,
      "The kernel has started, and says nothing of an address.",
      "Wait a little and look again. If it stays so, build it with more to read:"
          + " -Dmirage.argument.l=*:debug, and -Dmirage.ipv4=... if it should not ask DHCP."),
  /** The kernel sends DHCP requests and gets no response. */
  NO_OFFER(
      Stage.ASKING,
      "The kernel asks for an address by DHCP, and no offer came.",
      "In a VPC DHCP always answers, so the kernel's network does not work: look whether the"
          + " instance type is a Xen one (T2, M4, C4, R4), or give it its address:"
          + " -Dmirage.ipv4=ADDRESS/PREFIX."),
  /** The kernel got a DHCP offer, but no usable lease. */
  NO_LEASE(
      Stage.OFFERED,
      "The kernel asks for an address by DHCP, and gets no lease that it can use.",
      "Give it the address that the subnet has for it (-Dmirage.ipv4=ADDRESS/PREFIX"
          + " -Dmirage.ipv4Gateway=ADDRESS, with that private address), or try another Xen instance"
          + " type."),
  /** The kernel has an address, but does not listen. */
  NOT_LISTENING(
      Stage.ADDRESS,
      "The kernel has its address, and nothing says that it listens.",
      "Look which port it serves (-Dmirage.argument.http=80) and which one is asked for"
          + " (mirage.verify.port), and read its last lines below."),
  /** The security groups block connections. */
  NOT_ADMITTED(
      Stage.LISTENING,
      "The kernel has its address, and the security group lets no connection in to the site's"
          + " port.",
      "Open the port: -Dmirage.launch.ports=80 for a group that the plugin makes, or a rule in the"
          + " one of mirage.launch.securityGroup."),
  /** The site listens and its port is open, but there is no route to it. */
  NOT_REACHED(
      Stage.LISTENING,
      "The site listens, and no connection to it came about.",
      "Look at the port that it says it listens on, at the subnet's route to an internet gateway,"
          + " its network ACL, and whether the instance has a public address."),
  /** The site listens; nothing is wrong. */
  LISTENING(
      Stage.LISTENING,
      "The site listens.",
      "If a page is wrong, the image may be an older one: look at which AMI the instance runs with"
          + " mvn mirage:status."),
  /** The kernel has no network device that it supports. */
  NO_NETWORK_DEVICE(
      Stage.END,
      "The kernel wants a network interface that the machine does not have, or not in a kind that"
          + " it drives.",
      "On EC2, build it with -Dmirage.target=xen and take a Xen instance type (T2, M4, C4, R4);"
          + " virtio kernels are for QEMU and Google Cloud."),
  /** Out of memory. */
  OUT_OF_MEMORY(
      Stage.END,
      "There is not enough memory.",
      "Take a larger instance type (mirage.instanceType), or make the site smaller: it is held in"
          + " memory with the kernel."),
  /** The kernel crashed. */
  CRASH(
      Stage.END,
      "The kernel crashed.",
      "Read its last lines below, and try the same kernel here: mvn mirage:run"
          + " -Dmirage.target=virtio."),
  /** The instance reboots over and over. */
  REBOOT_LOOP(Stage.END, "The instance starts again and again", ""),
  /** Another operating system booted. */
  LINUX(
      Stage.END,
      "A Linux kernel has booted, no unikernel.",
      "Look at which AMI the instance was started from: mirage.ami, or the newest one that mvn"
          + " mirage:status lists."),
  /** The kernel exited. */
  ENDED(
      Stage.END,
      "The kernel ended by itself.",
      "A site's unikernel runs for ever: if it ended with an error, its last lines below say which;"
          + " 64 means a boot argument that it does not know (mirage.argument.*).");

  private final Stage stage;
  private final String happened;
  private final String advice;

  Cause(Stage stage, String happened, String advice) {
    this.stage = stage;
    this.happened = happened;
    this.advice = advice;
  }

  Stage stage() {
    return stage;
  }

  String happened() {
    return happened;
  }

  String advice() {
    return advice;
  }
}
