package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.ConsoleReading;
import io.github.miragemaven.instance.ConsoleSettings;
import io.github.miragemaven.instance.console.Diagnosis;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Shows the console of an instance, saves it as {@code target/mirage/console.log}, and says what it
 * tells and what to try.
 */
@Mojo(name = "console", threadSafe = true)
public final class ConsoleMojo extends AwsMojo {

  private static final int CONNECTIONS = 2;

  /**
   * The instance; without it, the project's newest. Example: {@code
   * -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /** Goes on to show what is printed, until Ctrl-C. Example: {@code -Dmirage.console.follow}. */
  @Parameter(property = "mirage.console.follow", defaultValue = "false")
  boolean follow;

  /**
   * Stops the instance and reads again: EC2 shows all of the console of an instance on Xen when it
   * stops. Example: {@code -Dmirage.console.stop}.
   */
  @Parameter(property = "mirage.console.stop", defaultValue = "false")
  boolean stop;

  /**
   * How long a console is followed at most, as an ISO 8601 period. Example: {@code
   * -Dmirage.console.timeout=PT2H}.
   */
  @Parameter(property = "mirage.console.timeout", defaultValue = "PT30M")
  String timeout;

  @Inject
  ConsoleMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    ConsoleSettings settings =
        new ConsoleSettings(
            onlyRegion("console"),
            given(instance),
            follow,
            stop,
            period("mirage.console.timeout", timeout),
            mirageDirectory.toPath());
    Diagnosis diagnosis =
        new ConsoleReading(
                aws(CONNECTIONS), settings, Origin.project(project), road.progress(), Time.real())
            .read();
    getLog().info("");
    if (diagnosis.isWell()) {
      getLog().info(diagnosis.happened());
    } else {
      diagnosis.message().lines().forEach(getLog()::warn);
    }
    getLog().info("All of it is in " + shown(mirageDirectory + "/console.log"));
  }
}
