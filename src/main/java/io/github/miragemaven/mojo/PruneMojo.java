package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.holdings.Prune;
import io.github.miragemaven.holdings.PruneSettings;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Removes the project's older AMIs with their snapshots, and snapshots that no AMI is made of.
 *
 * <p>The newest are kept, and all that are in use: by an instance that is not terminated, by any
 * version of a launch template, by the parameter that {@code mirage.ssmParameter} names; those that
 * are shared, protected, or being copied. Without {@code mirage.prune.confirm} it only shows what
 * it would remove.
 */
@Mojo(name = "prune", threadSafe = true)
public final class PruneMojo extends AwsMojo {

  private static final int CONNECTIONS = 4;

  /** How many of the newest AMIs are kept. Example: {@code -Dmirage.prune.keep=5}. */
  @Parameter(property = "mirage.prune.keep", defaultValue = "3")
  int keep;

  /**
   * Removes shared AMIs too, which others may be launching. Example: {@code -Dmirage.prune.shared}.
   */
  @Parameter(property = "mirage.prune.shared", defaultValue = "false")
  boolean shared;

  /** Removes what is shown. Example: {@code -Dmirage.prune.confirm}. */
  @Parameter(property = "mirage.prune.confirm", defaultValue = "false")
  boolean confirm;

  @Inject
  PruneMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    if (keep < 0) {
      throw new UserFailureException(
          "mirage.prune.keep is %d.%nSet it to 0 or more.".formatted(keep));
    }
    PruneSettings settings =
        new PruneSettings(
            regionNames(),
            keep,
            shared,
            given(ssmParameter),
            mirageDirectory.toPath().resolve("deploy"));
    Prune prune =
        new Prune(
            aws(CONNECTIONS), settings, Origin.project(project), road.progress(), Time.real());
    if (confirm) {
      prune.remove();
    } else {
      prune.show();
    }
  }
}
