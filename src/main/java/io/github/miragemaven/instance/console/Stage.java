package io.github.miragemaven.instance.console;

/** How far a boot got, in the order in which a boot goes. */
enum Stage {
  /** Nothing that is known was printed. */
  NOTHING,
  /** The firmware, or the hypervisor, is at work. */
  FIRMWARE,
  /** The boot loader is. */
  LOADER,
  /** The boot loader gave up. */
  LOADER_FAILED,
  /** The boot loader handed over to the kernel. */
  HANDED_OVER,
  /** The kernel printed its banner. */
  KERNEL,
  /** The kernel asks for an address. */
  ASKING,
  /** It was offered one. */
  OFFERED,
  /** It has one. */
  ADDRESS,
  /** It listens. */
  LISTENING,
  /** It ended, in peace or not. */
  END
}
