package io.github.miragemaven.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a kernel is to be run on this machine.
 *
 * @param name the guest's name where its hypervisor keeps one
 * @param directory where files for the hypervisor go
 * @param accelerator what runs the instructions of a guest in QEMU
 * @param memory the guest's memory in MiB
 * @param port this machine's port that leads to the site; 0 for any that is free
 * @param guestPort the port that the site is served on in the guest
 * @param network what the guest's network is attached to
 * @param ipv4 the guest's static address with its prefix; empty for DHCP
 * @param gateway the gateway of a static address
 * @param arguments the words of the kernel's command line
 * @param processArguments the words for a kernel that is a process of this machine, whose address
 *     is the machine's
 * @param toolPrefix what stands before a tool of an opam switch, or nothing
 */
public record RunSettings(
    String name,
    Path directory,
    Accelerator accelerator,
    int memory,
    int port,
    int guestPort,
    GuestNetwork network,
    Optional<String> ipv4,
    Optional<String> gateway,
    List<String> arguments,
    List<String> processArguments,
    List<String> toolPrefix) {

  /** Copies the lists. */
  public RunSettings {
    arguments = List.copyOf(arguments);
    processArguments = List.copyOf(processArguments);
    toolPrefix = List.copyOf(toolPrefix);
  }
}
