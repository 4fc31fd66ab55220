package io.github.miragemaven.mojo;

import io.github.miragemaven.AwsSteps;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.InstanceFile;
import io.github.miragemaven.instance.LaunchResult;
import io.github.miragemaven.instance.LaunchSettings;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.fleet.FleetSettings;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Launches an instance of the project's newest AMI, follows its console, and verifies its site.
 *
 * <p>If the site fails, the goal prints a diagnosis of the console, terminates the instance, and
 * fails the build. The next launch removes the resources of a launch that was killed. The result is
 * in {@code target/mirage/instance.json}, the console in {@code target/mirage/console.log}, and the
 * instance in the properties {@code mirage.instance.id} and {@code mirage.instance.address}.
 */
@Mojo(name = "launch", threadSafe = true)
public final class LaunchMojo extends InstanceMojo {

  /**
   * Whether to keep an instance whose site fails, so that you can examine it: {@code
   * mirage:console} reads its console, {@code mirage:terminate} terminates it. Example: {@code
   * -Dmirage.launch.keepFailed}.
   */
  @Parameter(property = "mirage.launch.keepFailed", defaultValue = "false")
  boolean keepFailed;

  /**
   * How long the site of a running instance may take to accept connections: a duration from 1s,
   * such as {@code 10m} or {@code PT10M}; a number means seconds. Example: {@code
   * -Dmirage.launch.timeout=10m}.
   */
  @Parameter(property = "mirage.launch.timeout", defaultValue = "5m")
  String launchTimeout;

  /**
   * Whether to verify the site; if not, a running instance counts as success, for networks that
   * this machine cannot reach. Example: {@code -Dmirage.launch.verify=false}.
   */
  @Parameter(property = "mirage.launch.verify", defaultValue = "true")
  boolean verify;

  /**
   * What to do after a successful launch with instances that have lost the public name and whose
   * retention period ({@code mirage.switch.keepOld}) is over: {@code stop} or {@code terminate}.
   * Example: {@code -Dmirage.switch.thenOld=stop}.
   */
  @Parameter(property = "mirage.switch.thenOld", defaultValue = "terminate")
  String thenOld;

  /**
   * The name of an Auto Scaling group whose instances to replace, instead of launching one: the
   * goal adds a version with the AMI to the group's launch template and starts an instance refresh,
   * which AWS rolls back if it fails. The launch template then determines all other settings.
   * Default: none. Example: {@code -Dmirage.launch.fleet=blog}.
   */
  @Parameter(property = "mirage.launch.fleet")
  String fleet;

  /** Skips this goal. Example: {@code -Dmirage.launch.skip}. */
  @Parameter(property = "mirage.launch.skip", defaultValue = "false")
  boolean skipLaunch;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.launch.skip", skipLaunch);
  }

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    AwsSteps steps = awsSteps(progress);
    if (given(fleet).isPresent()) {
      FleetSettings refresh =
          new FleetSettings(
              onlyRegion("launch"), fleet.strip(), given(ami), mirageDirectory.toPath());
      getLog().info("The group " + refresh.group() + " runs " + steps.refreshFleet(refresh));
      return;
    }
    LaunchResult launched = steps.launch(settings(progress));
    InstanceFile.write(mirageDirectory.toPath().resolve("instance.json"), launched);
    project.getProperties().setProperty("mirage.instance.id", launched.instance().id());
    project.getProperties().setProperty("mirage.instance.address", launched.address());
    getLog().info("");
    getLog()
        .info(
            "Instance %s in %s, %s"
                .formatted(
                    launched.instance().id(), launched.region(), verify ? "verified" : "running"));
    getLog().info("Address  " + launched.address());
    getLog().info("AMI      " + launched.instance().spec().ami());
  }

  private LaunchSettings settings(Progress progress) throws IOException, FailureException {
    Duration timeout =
        Durations.parse(
            "mirage.launch.timeout", launchTimeout, Duration.ofSeconds(1), Durations.TEN_YEARS);
    Optional<VerifySettings> expected =
        verify
            ? Optional.of(
                expectedSite(SiteAddress.NONE, buildSteps(progress)).withLimits(limits(timeout)))
            : Optional.empty();
    OptionalLong kernelMemory =
        given(ami).isEmpty() ? buildSteps(progress).kernelMemory() : OptionalLong.empty();
    return new LaunchSettings(
        onlyRegion("launch"),
        new LaunchSettings.Spec(given(ami), given(instanceType), userData(), spot, tags()),
        network(),
        new LaunchSettings.Acceptance(expected, timeout, keepFailed),
        kernelMemory,
        Choices.parse("mirage.switch.thenOld", thenOld, Retirement.Then.class),
        mirageDirectory.toPath());
  }
}
