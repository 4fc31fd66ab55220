package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.traffic.Rollback;
import io.github.miragemaven.instance.traffic.SwitchSettings;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Leads the public name of the site back to the instance that had it before the last {@code
 * mirage:switch}. That one is started if it is stopped, and has to answer as it should; otherwise
 * nothing is moved.
 */
@Mojo(name = "rollback", threadSafe = true)
public final class RollbackMojo extends TrafficMojo {

  /**
   * Whether the instance before is looked at from outside first. Example: {@code
   * -Dmirage.rollback.verify=false}.
   */
  @Parameter(property = "mirage.rollback.verify", defaultValue = "true")
  boolean verify;

  @Inject
  RollbackMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    Optional<String> id =
        new Rollback(
                aws(CONNECTIONS),
                settings(road),
                Origin.project(project),
                road.progress(),
                Time.real())
            .carryOut();
    id.ifPresent(there -> project.getProperties().setProperty("mirage.instance.id", there));
  }

  private SwitchSettings settings(Road road) throws UserFailureException {
    return new SwitchSettings(
        onlyRegion("rollback"),
        publicName(),
        Optional.empty(),
        false,
        keepOld(),
        thenOld(),
        patience(),
        verify ? Optional.of(answer("", road)) : Optional.empty(),
        mirageDirectory.toPath());
  }
}
