package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.ConsoleSettings;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the console of an instance, saves it as {@code target/mirage/console.log}, explains it, and
 * suggests the next thing to try.
 */
@Mojo(name = "console", threadSafe = true)
public final class ConsoleMojo extends AwsMojo {

  /**
   * The instance. Default: the project's newest. Example: {@code
   * -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /** Whether to keep showing new output until Ctrl-C. Example: {@code -Dmirage.console.follow}. */
  @Parameter(property = "mirage.console.follow", defaultValue = "false")
  boolean follow;

  /**
   * Whether to stop the instance and read again: EC2 shows the complete console of an instance on
   * Xen only when it stops. Example: {@code -Dmirage.console.stop}.
   */
  @Parameter(property = "mirage.console.stop", defaultValue = "false")
  boolean stop;

  /**
   * How long to follow the console: a duration from 1s to 3650d, such as {@code 2h} or {@code
   * PT2H}; a number means seconds. Example: {@code -Dmirage.console.timeout=2h}.
   */
  @Parameter(property = "mirage.console.timeout", defaultValue = "30m")
  String timeout;

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    Duration limit =
        Durations.parse(
            "mirage.console.timeout", timeout, Duration.ofSeconds(1), Durations.TEN_YEARS);
    ConsoleSettings settings =
        new ConsoleSettings(
            onlyRegion("console"),
            given(instance),
            follow ? Optional.of(limit) : Optional.empty(),
            stop,
            mirageDirectory.toPath());
    Diagnosis diagnosis = awsSteps(progress).readConsole(settings);
    getLog().info("");
    if (diagnosis.isWell()) {
      getLog().info(diagnosis.summary());
    } else {
      diagnosis.message().lines().forEach(getLog()::warn);
    }
    getLog().info("The complete console is in " + shorten(mirageDirectory + "/console.log"));
  }
}
