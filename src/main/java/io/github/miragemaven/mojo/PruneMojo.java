package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.resources.Prune;
import io.github.miragemaven.resources.PruneSettings;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes the project's older AMIs with their snapshots, and orphaned snapshots.
 *
 * <p>It keeps the newest AMIs and all that are in use: by an instance that is not terminated, by
 * any version of a launch template, or by the parameter that {@code mirage.ssmParameter} names;
 * also shared and protected ones, and those being copied. Without {@code mirage.prune.confirm} it
 * only lists the resources that it would remove.
 */
@Mojo(name = "prune", threadSafe = true)
public final class PruneMojo extends AwsMojo {

  /** The number of newest AMIs to keep, 0 or more. Example: {@code -Dmirage.prune.keep=5}. */
  @Parameter(property = "mirage.prune.keep", defaultValue = "3")
  int keep;

  /**
   * Whether to remove shared AMIs too, which other accounts may be launching. Example: {@code
   * -Dmirage.prune.shared}.
   */
  @Parameter(property = "mirage.prune.shared", defaultValue = "false")
  boolean shared;

  /**
   * An AWS Systems Manager parameter whose AMI is kept. Default: none. Example: {@code
   * -Dmirage.ssmParameter=/blog/ami}.
   */
  @Parameter(property = "mirage.ssmParameter")
  String ssmParameter;

  /** Whether to remove the listed resources. Example: {@code -Dmirage.prune.confirm}. */
  @Parameter(property = "mirage.prune.confirm", defaultValue = "false")
  boolean confirm;

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    requireInRange("mirage.prune.keep", keep, 0, Integer.MAX_VALUE);
    Prune prune =
        awsSteps(progress)
            .prune(
                new PruneSettings(
                    regionNames(),
                    keep,
                    shared,
                    given(ssmParameter),
                    mirageDirectory.toPath().resolve("deploy")));
    if (confirm) {
      prune.remove();
    } else {
      prune.show();
    }
  }
}
