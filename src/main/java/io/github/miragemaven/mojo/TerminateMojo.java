package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Terminate;
import io.github.miragemaven.instance.TerminateSettings;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Ends the instances that the project has launched, and removes the security groups that were made
 * for them and that nothing uses any more. What has not the project's tags is never touched.
 *
 * <p>Without {@code mirage.terminate.confirm} it only shows what it would end, but for those whose
 * time has come, where {@code mirage.terminate.due} asks for them.
 */
@Mojo(name = "terminate", threadSafe = true)
public final class TerminateMojo extends AwsMojo {

  private static final int CONNECTIONS = 4;

  /** Ends this instance alone. Example: {@code -Dmirage.instance=i-0123456789abcdef0}. */
  @Parameter(property = "mirage.instance")
  String instance;

  /** Ends what is shown. Example: {@code -Dmirage.terminate.confirm}. */
  @Parameter(property = "mirage.terminate.confirm", defaultValue = "false")
  boolean confirm;

  /**
   * Ends those that have lost the public name and whose time has come, and needs no confirmation:
   * for a job that runs now and then. Example: {@code -Dmirage.terminate.due}.
   */
  @Parameter(property = "mirage.terminate.due", defaultValue = "false")
  boolean due;

  @Inject
  TerminateMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    TerminateSettings settings =
        new TerminateSettings(regionNames(), given(instance), due, mirageDirectory.toPath());
    Terminate terminate =
        new Terminate(
            aws(CONNECTIONS), settings, Origin.project(project), road.progress(), Time.real());
    if (confirm || due) {
      terminate.end();
    } else if (terminate.show()) {
      getLog().info("Nothing was ended so far.");
      getLog().info("To end them, run the same command again with -Dmirage.terminate.confirm");
    }
  }
}
