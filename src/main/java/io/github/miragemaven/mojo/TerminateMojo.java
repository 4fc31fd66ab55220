package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Terminate;
import io.github.miragemaven.instance.TerminateSettings;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Terminates the instances that the project has launched, and removes the security groups that were
 * created for them and are no longer in use. It never touches resources without the project's tags.
 *
 * <p>Without {@code mirage.terminate.confirm} it only lists the instances that it would terminate;
 * {@code mirage.terminate.due} terminates those whose retention period is over.
 */
@Mojo(name = "terminate", threadSafe = true)
public final class TerminateMojo extends AwsMojo {

  /**
   * The only instance to terminate. Default: all instances of the project. Example: {@code
   * -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /** Whether to terminate the listed instances. Example: {@code -Dmirage.terminate.confirm}. */
  @Parameter(property = "mirage.terminate.confirm", defaultValue = "false")
  boolean confirm;

  /**
   * Whether to terminate, without confirmation, only instances that have lost the public name and
   * whose retention period ({@code mirage.switch.keepOld}) is over; for a scheduled job. Example:
   * {@code -Dmirage.terminate.due}.
   */
  @Parameter(property = "mirage.terminate.due", defaultValue = "false")
  boolean due;

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    Terminate terminate =
        awsSteps(progress)
            .terminate(
                new TerminateSettings(
                    regionNames(), given(instance), due, mirageDirectory.toPath()));
    if (confirm || due) {
      terminate.carryOut();
    } else if (terminate.show()) {
      getLog().info("No instance has been terminated.");
      getLog().info("To terminate them, add -Dmirage.terminate.confirm");
    }
  }
}
