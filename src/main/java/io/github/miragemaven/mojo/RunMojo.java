package io.github.miragemaven.mojo;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.BootArguments;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.run.Accelerator;
import io.github.miragemaven.run.GuestNetwork;
import io.github.miragemaven.run.Probe;
import io.github.miragemaven.run.RunSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the unikernel on this machine, in the foreground, with its console in Maven's output, until
 * Ctrl-C.
 *
 * <p>The kernel determines how: {@code unix} as a process, {@code spt} and {@code hvt} in Solo5's
 * tenders, {@code virtio} in QEMU from the packaged image, {@code xen} with {@code xl create -c} on
 * a Xen host. With {@code -Dmirage.run.probe} the goal succeeds as soon as the site answers: a
 * smoke test for a build.
 */
@Mojo(name = "run", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class RunMojo extends BootMojo {

  /**
   * The port of this machine that reaches the site, from 0 to 65535, for guests in QEMU and for
   * {@code unix}; 0 for any free port. Example: {@code -Dmirage.run.port=8081}.
   */
  @Parameter(property = "mirage.run.port", defaultValue = "8080")
  int port;

  /**
   * The port that the site listens on in the guest, from 1 to 65535. Default: the boot argument
   * {@code http}, or else 80. Example: {@code -Dmirage.run.guestPort=443}.
   */
  @Parameter(property = "mirage.run.guestPort")
  Integer guestPort;

  /** The guest's memory in MiB, at least 4. Example: {@code -Dmirage.run.memory=128}. */
  @Parameter(property = "mirage.run.memory", defaultValue = "64")
  int memory;

  /**
   * The accelerator of QEMU: {@code kvm}, {@code tcg} (emulation), or {@code auto} for KVM if it
   * works here and emulation otherwise. Example: {@code -Dmirage.run.accelerator=tcg}.
   */
  @Parameter(property = "mirage.run.accelerator", defaultValue = "auto")
  String accelerator;

  /**
   * A tap interface of this machine to connect the guest to; required by {@code spt} and {@code
   * hvt}, optional for QEMU. Default: none. Example: {@code -Dmirage.run.tap=tap100}.
   */
  @Parameter(property = "mirage.run.tap")
  String tap;

  /**
   * A bridge of this machine to connect the guest to, under Xen or QEMU. Default: none. Example:
   * {@code -Dmirage.run.bridge=xenbr0}.
   */
  @Parameter(property = "mirage.run.bridge")
  String bridge;

  /**
   * Whether to wait until the site answers, then stop the guest and succeed, or fail if it does not
   * answer in time. Example: {@code -Dmirage.run.probe}.
   */
  @Parameter(property = "mirage.run.probe", defaultValue = "false")
  boolean probe;

  /**
   * The path that the probe requests; a response with an error status does not count. Example:
   * {@code -Dmirage.run.probe.path=/about/}.
   */
  @Parameter(property = "mirage.run.probe.path", defaultValue = "/")
  String probePath;

  /**
   * How long the probe waits: a duration from 1s to 1d, such as {@code 5m} or {@code PT5M}; a
   * number means seconds. Example: {@code -Dmirage.run.probe.timeout=30s}.
   */
  @Parameter(property = "mirage.run.probe.timeout", defaultValue = "2m")
  String probeTimeout;

  /** Skips this goal. Example: {@code -Dmirage.run.skip}. */
  @Parameter(property = "mirage.run.skip", defaultValue = "false")
  boolean skipRun;

  @Override
  Optional<String> reasonToSkip() {
    return project.getPackaging().equals("pom")
        ? Optional.of("a parent project has nothing to run")
        : skippedBy("mirage.run.skip", skipRun);
  }

  @Override
  void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    BuildSteps steps = buildSteps(progress);
    BuildSteps.GuestFiles files =
        new BuildSteps.GuestFiles(kernel(steps), imageFile(), archiveSettings());
    steps.runGuest(files, settings(), probe());
  }

  private RunSettings settings() throws UserFailureException {
    requireInRange("mirage.run.memory", memory, 4, 1 << 20); // With less, QEMU's BIOS fails.
    requireInRange("mirage.run.port", port, 0, 65535);
    int inGuest = guestPort == null ? httpPort() : guestPort;
    requireInRange("mirage.run.guestPort", inGuest, 1, 65535);
    return new RunSettings(
        project.getArtifactId(),
        mirageDirectory.toPath().getParent(),
        Choices.parse("mirage.run.accelerator", accelerator, Accelerator.class),
        memory,
        new RunSettings.Network(
            GuestNetwork.of(given(tap), given(bridge)),
            given(ipv4),
            given(ipv4Gateway),
            port,
            inGuest),
        new RunSettings.Arguments(
            argumentsWithAddress().words(),
            BootArguments.of(arguments(), Network.of(Optional.empty(), Optional.empty())).words()),
        OpamExec.words(opam, given(opamSwitch)));
  }

  private Optional<Probe> probe() throws UserFailureException {
    if (!probe) {
      return Optional.empty();
    }
    Duration timeout =
        Durations.parse(
            "mirage.run.probe.timeout", probeTimeout, Duration.ofSeconds(1), Durations.ONE_DAY);
    return Optional.of(new Probe(probePath.startsWith("/") ? probePath : "/" + probePath, timeout));
  }
}
