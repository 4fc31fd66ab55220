package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Builds the kernel of a configured unikernel, and fetches its dependencies if needed. */
public final class MirageBuilder {

  static final String STEP = "build";

  private final Programs programs;
  private final CommandRunner runner;
  private final BuildState state;
  private final Progress progress;

  /** Builds with these programs, and records builds in this state. */
  public MirageBuilder(
      Programs programs, CommandRunner runner, BuildState state, Progress progress) {
    this.programs = programs;
    this.runner = runner;
    this.state = state;
    this.progress = progress;
  }

  /** The kernel of the last complete run. */
  public static Optional<Path> last(BuildState state) {
    return state.last(STEP).map(run -> BuildStep.kernel(run.results()));
  }

  /** Builds the kernel unless it is up to date, and returns its file. */
  public Path build(ConfiguredUnikernel unikernel, BuildSettings settings)
      throws IOException, FailureException, InterruptedException {
    Toolchain toolchain =
        new Toolchain(programs, runner, progress, settings.layout(), settings.tools());
    return new Steps(state, progress)
        .run(new BuildStep(unikernel, settings, toolchain, state, progress));
  }
}
