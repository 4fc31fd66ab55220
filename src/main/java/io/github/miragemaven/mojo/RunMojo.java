package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.mirage.BootArguments;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.run.Accelerator;
import io.github.miragemaven.run.GuestNetwork;
import io.github.miragemaven.run.Probe;
import io.github.miragemaven.run.RunSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Runs what was built on this machine, in the foreground, with its console in Maven's output, until
 * Ctrl-C.
 *
 * <p>The kernel decides how: {@code unix} as a process, {@code spt} and {@code hvt} in Solo5's
 * tenders, {@code virtio} in QEMU from the very image that was packaged, {@code xen} with {@code xl
 * create -c} on a Xen host. With {@code -Dmirage.run.probe} it ends with success as soon as the
 * site answers: a smoke test for a build.
 */
@Mojo(name = "run", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class RunMojo extends KernelMojo {

  /**
   * The port of this machine that leads to the site, where the hypervisor can forward one (QEMU) or
   * the kernel can be told (unix); 0 for any that is free. Example: {@code -Dmirage.run.port=8081}.
   */
  @Parameter(property = "mirage.run.port", defaultValue = "8080")
  int port;

  /**
   * The port that the site is served on in the guest; without it, the boot argument {@code http},
   * or else 80. Example: {@code -Dmirage.run.guestPort=443}.
   */
  @Parameter(property = "mirage.run.guestPort")
  Integer guestPort;

  /** The guest's memory in MiB. Example: {@code -Dmirage.run.memory=128}. */
  @Parameter(property = "mirage.run.memory", defaultValue = "64")
  int memory;

  /**
   * What runs a guest in QEMU: {@code kvm}, {@code tcg} (emulation), or {@code auto} for KVM where
   * it is and works, and emulation elsewhere. Example: {@code -Dmirage.run.accelerator=tcg}.
   */
  @Parameter(property = "mirage.run.accelerator", defaultValue = "auto")
  String accelerator;

  /**
   * A tap interface of this machine to attach the guest's network to: what {@code spt} and {@code
   * hvt} need, and QEMU can use. Example: {@code -Dmirage.run.tap=tap100}.
   */
  @Parameter(property = "mirage.run.tap")
  String tap;

  /**
   * A bridge of this machine to attach the guest's network to, under Xen or QEMU. Example: {@code
   * -Dmirage.run.bridge=xenbr0}.
   */
  @Parameter(property = "mirage.run.bridge")
  String bridge;

  /**
   * Waits until the site answers, then ends the guest and succeeds; fails if it does not. Example:
   * {@code mvn package mirage:run -Dmirage.target=virtio -Dmirage.run.probe}.
   */
  @Parameter(property = "mirage.run.probe", defaultValue = "false")
  boolean probe;

  /**
   * The page that the probe asks for; one with an error status does not count as an answer.
   * Example: {@code -Dmirage.run.probe.path=/about/}.
   */
  @Parameter(property = "mirage.run.probe.path", defaultValue = "/")
  String probePath;

  /** How many seconds the probe waits. Example: {@code -Dmirage.run.probe.timeout=30}. */
  @Parameter(property = "mirage.run.probe.timeout", defaultValue = "120")
  int probeTimeout;

  /** Skips this goal. Example: {@code -Dmirage.run.skip}. */
  @Parameter(property = "mirage.run.skip", defaultValue = "false")
  boolean skipRun;

  /** With less, QEMU's BIOS does not start; MirageOS kernels need some more. */
  private static final int LEAST_MEMORY = 4;

  private final RepositorySystem repositories;

  @Inject
  RunMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  Optional<String> reasonToSkip() {
    if (project.getPackaging().equals("pom")) {
      return Optional.of("a parent has nothing to run");
    }
    return skipRun ? Optional.of("mirage.run.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    Kernel kernel = road.kernel(kernelFile(road, repositories));
    road.run(kernel, imageFile(), settings(), probe());
  }

  private RunSettings settings() throws UserFailureException {
    Map<String, String> arguments = withProperties(bootArguments, "mirage.argument.");
    requireInRange("memory", memory, LEAST_MEMORY, 1 << 20);
    requireInRange("port", port, 0, 65535);
    int inGuest =
        guestPort == null ? number("http", arguments.getOrDefault("http", "80")) : guestPort;
    requireInRange("guestPort", inGuest, 1, 65535);
    return new RunSettings(
        project.getArtifactId(),
        mirageDirectory.toPath().getParent(),
        Accelerator.parse(accelerator),
        memory,
        port,
        inGuest,
        network(),
        given(ipv4),
        given(ipv4Gateway),
        bootArguments().words(),
        BootArguments.of(arguments, Network.of(Optional.empty(), Optional.empty())).words(),
        opamExec());
  }

  private GuestNetwork network() throws UserFailureException {
    if (given(tap).isPresent() && given(bridge).isPresent()) {
      throw new UserFailureException(
          "<tap> is %s and <bridge> is %s, and a guest is attached to one of them.%nSet only one (-Dmirage.run.tap=..., -Dmirage.run.bridge=...)."
              .formatted(tap, bridge));
    }
    return given(tap)
        .map(GuestNetwork::tap)
        .or(() -> given(bridge).map(GuestNetwork::bridge))
        .orElseGet(GuestNetwork::own);
  }

  private Optional<Probe> probe() throws UserFailureException {
    if (!probe) {
      return Optional.empty();
    }
    requireInRange("probe.timeout", probeTimeout, 1, 86400);
    String path = probePath.startsWith("/") ? probePath : "/" + probePath;
    return Optional.of(new Probe(path, Duration.ofSeconds(probeTimeout)));
  }

  private static int number(String argument, String value) throws UserFailureException {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new UserFailureException(
          "The boot argument %s is '%s', which tells no port.%nSay which one the site is on: -Dmirage.run.guestPort=80."
              .formatted(argument, value));
    }
  }

  private static void requireInRange(String name, int value, int least, int most)
      throws UserFailureException {
    if (value < least || value > most) {
      throw new UserFailureException(
          "mirage.run.%s is %d.%nSet it to a number from %d to %d (-Dmirage.run.%s=...)."
              .formatted(name, value, least, most, name));
    }
  }
}
