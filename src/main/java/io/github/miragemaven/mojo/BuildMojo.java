package io.github.miragemaven.mojo;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.BuildSettings;
import io.github.miragemaven.mirage.ConfiguredUnikernel;
import io.github.miragemaven.mirage.Depends;
import io.github.miragemaven.mirage.UnikernelLayout;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the kernel: fetches the unikernel's dependencies if they are missing, runs {@code mirage
 * build} (or its equivalent in the installed version), and checks the result.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class BuildMojo extends KernelMojo {

  /**
   * The directory of the generated site, relative to {@code config.ml}, as in the goal {@code
   * configure}. Example: {@code <siteDirectory>www</siteDirectory>}.
   */
  @Parameter(property = "mirage.siteDirectory", defaultValue = "htdocs")
  String siteDirectory;

  /**
   * When to fetch the unikernel's dependencies with {@code make depends}: {@code auto} if any are
   * missing, {@code always}, or {@code never} if all libraries are already installed. Example:
   * {@code -Dmirage.depends=never}.
   */
  @Parameter(property = "mirage.depends", defaultValue = "auto")
  String depends;

  /** Skips this goal. Example: {@code -Dmirage.build.skip}. */
  @Parameter(property = "mirage.build.skip", defaultValue = "false")
  boolean skipBuild;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.build.skip", skipBuild).or(this::reasonNotToBuild);
  }

  @Override
  boolean isBuildStep() {
    return true;
  }

  @Override
  void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    BuildSteps steps = buildSteps(progress);
    ConfiguredUnikernel unikernel =
        steps
            .lastUnikernel()
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "The unikernel has not been configured yet.\n"
                            + "Run mvn package, or mvn mirage:site mirage:configure"
                            + " mirage:build."));
    steps.buildKernel(unikernel, settings());
  }

  private BuildSettings settings() throws UserFailureException {
    return new BuildSettings(
        new UnikernelLayout(
            projectDirectory(), mirageDirectory.toPath().resolve("unikernel"), siteDirectory),
        tools(),
        Choices.parse("mirage.depends", depends, Depends.class),
        session.isOffline());
  }
}
