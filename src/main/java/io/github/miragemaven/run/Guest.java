package io.github.miragemaven.run;

import io.github.miragemaven.process.Command;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A guest that is ready to start.
 *
 * @param how how the guest runs, for messages: {@code in QEMU (emulation) with 64 MiB}
 * @param command the command that runs the guest in the foreground, with the console on standard
 *     output
 * @param site the site's URL; empty if only the guest's console shows its address
 * @param loader the boot loader that prints before the kernel; empty if none does
 * @param cleanUp the command that stops a guest that outlives its command
 * @param fallback another way to run the guest if this one fails because of the machine
 */
public record Guest(
    String how,
    Command command,
    Optional<URI> site,
    Optional<Loader> loader,
    Optional<Command> cleanUp,
    Optional<Fallback> fallback) {

  /**
   * The output of a boot loader.
   *
   * @param first the first line
   * @param last the last line, after which the kernel prints
   */
  public record Loader(String first, String last) {}

  /**
   * Console output that shows that a guest has failed because of the machine. A kernel that prints
   * nothing for {@value #TIMEOUT_SECONDS} s counts as such a failure, too.
   *
   * @param pattern the pattern of a console line
   * @param message the warning to the user
   */
  public record FailurePattern(Pattern pattern, String message) {

    /** The time within which a kernel must print its first line, in seconds. */
    static final long TIMEOUT_SECONDS = 20;
  }

  /**
   * Another way to run a guest.
   *
   * @param trigger the failure that triggers the fallback
   * @param guest the guest to run instead
   */
  public record Fallback(FailurePattern trigger, Guest guest) {}

  /** Returns a guest without boot loader output that stops with its command. */
  static Guest of(String how, Command command, Optional<URI> site) {
    return new Guest(how, command, site, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns this guest with a fallback. */
  Guest or(FailurePattern trigger, Guest other) {
    return new Guest(
        how, command, site, loader, cleanUp, Optional.of(new Fallback(trigger, other)));
  }
}
