package io.github.miragemaven.run;

import io.github.miragemaven.process.Command;
import java.net.URI;
import java.util.Optional;

/**
 * A guest that is ready to be started.
 *
 * @param how what runs it, in words: {@code in QEMU (emulation) with 64 MiB}
 * @param command the command that runs it in the foreground, its console on standard output
 * @param site where the site will be; empty where only the guest's console can tell
 * @param lastLoaderLine what the boot loader prints before the kernel starts; empty where the
 *     kernel's own lines are the first
 * @param end what ends the guest when its command alone does not
 * @param instead another way to run it, when the first fails by this machine's fault
 */
public record Guest(
    String how,
    Command command,
    Optional<URI> site,
    Optional<String> lastLoaderLine,
    Optional<Command> end,
    Optional<Alternative> instead) {

  /**
   * A sign on the console that running a guest in one way has failed by the machine's fault.
   *
   * @param text what is printed
   * @param meaning what the user reads then
   */
  public record Sign(String text, String meaning) {}

  /**
   * Another way to run a guest.
   *
   * @param sign when it is taken
   * @param guest the guest, to be run in that way
   */
  public record Alternative(Sign sign, Guest guest) {}

  /** A guest whose console has nothing but the kernel's lines, and that ends with its command. */
  static Guest of(String how, Command command, Optional<URI> site) {
    return new Guest(how, command, site, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This guest, and another way to run it. */
  Guest or(Sign sign, Guest other) {
    return new Guest(
        how, command, site, lastLoaderLine, end, Optional.of(new Alternative(sign, other)));
  }
}
