package io.github.miragemaven.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to run a kernel on this machine.
 *
 * @param name the guest's name, for hypervisors that keep one
 * @param directory the directory for the hypervisor's files
 * @param accelerator how QEMU executes the guest's instructions
 * @param memory the guest's memory in MiB
 * @param network the guest's network
 * @param arguments the kernel's command line
 * @param toolPrefix the command that runs a tool of an opam switch; empty for tools on the PATH
 */
public record RunSettings(
    String name,
    Path directory,
    Accelerator accelerator,
    int memory,
    Network network,
    Arguments arguments,
    List<String> toolPrefix) {

  /** Copies the list. */
  public RunSettings {
    toolPrefix = List.copyOf(toolPrefix);
  }

  /**
   * The guest's network.
   *
   * @param attachment the tap interface or bridge that the guest is attached to
   * @param ipv4 the guest's static address with its prefix length; empty for DHCP
   * @param gateway the gateway of a static address
   * @param port the port on this machine that reaches the site; 0 for any free port
   * @param guestPort the port in the guest that serves the site
   */
  public record Network(
      GuestNetwork attachment,
      Optional<String> ipv4,
      Optional<String> gateway,
      int port,
      int guestPort) {

    /** The site at the guest's static address, if it has one. */
    Optional<URI> siteAtAddress() {
      return ipv4.map(address -> LocalPort.site(address, guestPort));
    }
  }

  /**
   * The words of the kernel's command line.
   *
   * @param guest for a kernel in a hypervisor
   * @param process for a kernel that is a process on this machine, which has no address to set
   */
  public record Arguments(List<String> guest, List<String> process) {

    /** Copies the lists. */
    public Arguments {
      guest = List.copyOf(guest);
      process = List.copyOf(process);
    }
  }
}
