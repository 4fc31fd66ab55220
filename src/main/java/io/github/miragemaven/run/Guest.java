package io.github.miragemaven.run;

import io.github.miragemaven.process.Command;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A guest that is ready to start.
 *
 * @param how how the guest runs, for messages: {@code in QEMU (emulation) with 64 MiB}
 * @param command the command that runs the guest in the foreground, with the console on standard
 *     output
 * @param site the site's URL; empty if only the guest's console shows its address
 * @param loader the boot loader that prints before the kernel; empty if none does
 * @param memory the guest's memory in MiB; empty if no limit is set
 * @param cleanUp the command that stops a guest that outlives its command
 * @param fallback another way to run the guest if KVM cannot run it
 */
public record Guest(
    String how,
    Command command,
    Optional<URI> site,
    Optional<Loader> loader,
    OptionalInt memory,
    Optional<Command> cleanUp,
    Optional<Guest> fallback) {

  /**
   * The output of a boot loader.
   *
   * @param first the first line
   * @param last the last line, after which the kernel prints
   */
  public record Loader(String first, String last) {}

  /** Returns a guest without boot loader output that stops with its command. */
  static Guest of(String how, Command command, Optional<URI> site) {
    return new Guest(
        how,
        command,
        site,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns this guest with another memory size in MiB. */
  Guest withMemory(int mebibytes) {
    return new Guest(how, command, site, loader, OptionalInt.of(mebibytes), cleanUp, fallback);
  }

  /** Returns this guest, started by another command. */
  Guest withCommand(Command other) {
    return new Guest(how, other, site, loader, memory, cleanUp, fallback);
  }

  /** Returns this guest with another way to run it if KVM cannot. */
  Guest or(Guest other) {
    return new Guest(how, command, site, loader, memory, cleanUp, Optional.of(other));
  }
}
