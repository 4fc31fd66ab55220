package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.traffic.Switch;
import io.github.miragemaven.instance.traffic.SwitchSettings;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Leads the public name of the site to a new instance: the one that {@code mirage:launch} has
 * launched in the same run, or else the project's newest that was seen to answer. {@code mvn
 * mirage:launch mirage:switch} is a blue/green deployment.
 *
 * <p>The instance before stays for a while, so that {@code mirage:rollback} can lead back to it. If
 * the switch fails half way, it is undone.
 */
@Mojo(name = "switch", threadSafe = true)
public final class SwitchMojo extends TrafficMojo {

  /**
   * The instance that the name is led to. Example: {@code -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /**
   * Takes an instance too that was never seen to answer. Example: {@code
   * -Dmirage.switch.unverified}.
   */
  @Parameter(property = "mirage.switch.unverified", defaultValue = "false")
  boolean unverified;

  /** Skips this goal. Example: {@code -Dmirage.switch.skip}. */
  @Parameter(property = "mirage.switch.skip", defaultValue = "false")
  boolean skipSwitch;

  @Inject
  SwitchMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return skipSwitch ? Optional.of("mirage.switch.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    String id =
        new Switch(
                aws(CONNECTIONS), settings(), Origin.project(project), road.progress(), Time.real())
            .carryOut();
    project.getProperties().setProperty("mirage.instance.id", id);
  }

  private SwitchSettings settings() throws UserFailureException {
    return new SwitchSettings(
        onlyRegion("switch"),
        publicName(),
        given(instance).or(() -> given(project.getProperties().getProperty("mirage.instance.id"))),
        unverified,
        keepOld(),
        thenOld(),
        patience(),
        Optional.empty(),
        mirageDirectory.toPath());
  }
}
