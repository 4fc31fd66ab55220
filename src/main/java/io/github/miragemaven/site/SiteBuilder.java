package io.github.miragemaven.site;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/** Builds a project's site. */
public final class SiteBuilder {

  private final Programs programs;
  private final CommandRunner runner;
  private final BuildState state;
  private final Progress progress;

  /** Builds sites with these programs, and records builds in this state. */
  public SiteBuilder(Programs programs, CommandRunner runner, BuildState state, Progress progress) {
    this.programs = programs;
    this.runner = runner;
    this.state = state;
    this.progress = progress;
  }

  /** The result of the last complete run. */
  public static Optional<StaticSite> last(BuildState state) {
    return state.last(SiteStep.NAME).map(run -> SiteStep.recalled(run.results()));
  }

  /** Forgets the last run, for a project that has no site any longer. */
  public static void forget(BuildState state) throws IOException {
    state.begin(SiteStep.NAME);
  }

  /**
   * Finds the site's sources, runs their generator, and checks its output.
   *
   * @param when when to run the generator; a directory without one is checked in every build
   * @throws SiteException if the site or its settings are invalid
   * @throws MissingGeneratorException if the generator is not installed
   */
  public StaticSite build(SiteSettings settings, Regeneration when)
      throws FailureException, InterruptedException {
    try {
      SiteDetector.Found found = new SiteDetector(settings).find();
      // A PATH in <environment> also applies to finding the generator.
      Programs reachable = programs.with(settings.environment());
      Workspace workspace = new Workspace(settings, found.directory(), reachable, runner, progress);
      SiteGenerator generator = generator(found.generator(), workspace);
      rejectOutputOverSource(generator, found, settings);
      SiteStep step = new SiteStep(workspace, generator, state);
      Steps steps = new Steps(state, progress);
      return when == Regeneration.CHANGED && found.generator() != Generator.DIRECTORY
          ? steps.run(step)
          : steps.runAlways(step);
    } catch (AccessDeniedException e) {
      throw new SiteException(
          settings.shown(Path.of(e.getFile()))
              + " is not accessible to the user who runs this build.\nChange its permissions.",
          e);
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  private static EnvironmentFailureException failed(IOException cause) {
    return new EnvironmentFailureException("The site could not be built: " + cause, cause);
  }

  private static SiteGenerator generator(Generator generator, Workspace workspace)
      throws IOException, SiteException, InterruptedException {
    return switch (generator) {
      case OCTOPRESS -> new Octopress(workspace);
      case JEKYLL -> new Jekyll(workspace);
      case HUGO -> new Hugo(workspace);
      case ELEVENTY -> new Eleventy(workspace);
      case DIRECTORY -> new PlainDirectory(workspace);
      case COMMAND -> new UserCommand(workspace, workspace.settings().command().orElseThrow());
    };
  }

  /** A generator that writes into its source directory would destroy the sources. */
  private static void rejectOutputOverSource(
      SiteGenerator generator, SiteDetector.Found found, SiteSettings settings)
      throws SiteException {
    if (found.generator() != Generator.DIRECTORY
        && found.directory().startsWith(generator.output())) {
      throw new SiteException(
          "The finished site would be written to "
              + settings.shown(generator.output())
              + ", which contains its sources in "
              + settings.shown(found.directory())
              + ".\nSet <output> (-Dmirage.site.output=...), or the destination in the generator's"
              + " configuration, to another directory.");
    }
  }
}
