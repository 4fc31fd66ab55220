package io.github.miragemaven.run;

import io.github.miragemaven.process.Command;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A guest that is ready to be started.
 *
 * @param how what runs it, in words: {@code in QEMU (emulation) with 64 MiB}
 * @param command the command that runs it in the foreground, its console on standard output
 * @param site where the site will be; empty where only the guest's console can tell
 * @param loader the boot loader that prints before the kernel does; empty where none does
 * @param end what ends the guest when its command alone does not
 * @param instead another way to run it, when the first fails by this machine's fault
 */
public record Guest(
    String how,
    Command command,
    Optional<URI> site,
    Optional<Loader> loader,
    Optional<Command> end,
    Optional<Alternative> instead) {

  /**
   * What a boot loader prints.
   *
   * @param first its first line
   * @param last its last line, after which the kernel's own come
   */
  public record Loader(String first, String last) {}

  /**
   * A sign on the console that running a guest in one way has failed by the machine's fault. That
   * the kernel has printed nothing after {@value #PATIENCE_SECONDS} s is one too.
   *
   * @param text what is printed
   * @param meaning what the user reads then
   */
  public record Sign(Pattern text, String meaning) {

    /** How long a kernel may take to its first line before another way is tried, in seconds. */
    static final long PATIENCE_SECONDS = 20;
  }

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
    return new Guest(how, command, site, loader, end, Optional.of(new Alternative(sign, other)));
  }
}
