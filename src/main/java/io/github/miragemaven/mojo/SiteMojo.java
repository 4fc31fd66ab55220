package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.site.Generator;
import io.github.miragemaven.site.MissingGeneratorException;
import io.github.miragemaven.site.NoSiteException;
import io.github.miragemaven.site.Regeneration;
import io.github.miragemaven.site.SiteSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the static-site generator, or uses a directory of finished pages as is.
 *
 * <p>The goal detects Octopress, Jekyll, Hugo, Eleventy, or finished pages with an {@code
 * index.html} by the files in the site's directory, and leaves the generator's own configuration in
 * charge. The generator runs in every build; if the finished site is unchanged, the later goals
 * have nothing to do.
 */
@Mojo(name = "site", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class SiteMojo extends GoalMojo {

  /**
   * The directory of the site's sources. Default: {@code src/main/site}, or the project's own
   * directory if a generator is detected there. Example: {@code <source>blog</source>}.
   */
  @Parameter(property = "mirage.site.source")
  File source;

  /**
   * The site generator: {@code octopress}, {@code jekyll}, {@code hugo}, {@code eleventy}, or
   * {@code directory} for finished pages. Default: the one that is detected. Example: {@code
   * -Dmirage.site.generator=jekyll}.
   */
  @Parameter(property = "mirage.site.generator")
  String generator;

  /**
   * A command line of your own that generates the site, run by the shell in the site's directory;
   * set {@code <output>} to the directory it writes to. Default: none. Example: {@code
   * <command>zola build</command>}.
   */
  @Parameter(property = "mirage.site.command")
  String command;

  /**
   * The directory of the generated site, relative to the site's directory. Default: the one in the
   * generator's configuration. Example: {@code <output>public</output>}.
   */
  @Parameter(property = "mirage.site.output")
  String output;

  /**
   * When to run the generator: {@code always}, so that the later goals depend only on whether the
   * finished site has changed; or {@code changed}, only if a file in the site's directory or one of
   * this goal's parameters has changed. {@code changed} does not notice changes of themes, content
   * or data outside that directory, the generator's version, other environment variables, the
   * history in git, the date, or data that the generator fetches. Example: {@code
   * -Dmirage.site.generate=changed}.
   */
  @Parameter(property = "mirage.site.generate", defaultValue = "always")
  String generate;

  /**
   * Environment variables for the generator; also set with {@code
   * -Dmirage.site.environment.NAME=VALUE}. {@code JEKYLL_ENV} is {@code production} unless it is
   * set here or in Maven's environment. Example: {@code
   * <siteEnvironment><JEKYLL_ENV>staging</JEKYLL_ENV></siteEnvironment>}.
   */
  @Parameter Map<String, String> siteEnvironment;

  /**
   * A kernel that was built elsewhere (see the goal {@code image}). With one, the goal succeeds
   * even if there is no site or its generator is not installed; a kernel that serves the site from
   * the disk then makes the goal {@code image} fail. Default: none. Example: {@code
   * -Dmirage.kernel=com.example:blog:1.4}.
   */
  @Parameter(property = "mirage.kernel")
  String kernel;

  /**
   * The directory of your own unikernel's sources, as in the goal {@code configure}. With them, the
   * goal succeeds even if there is no site. Default: {@code src/main/mirage} if it exists. Example:
   * {@code <sources>unikernel</sources>}.
   */
  @Parameter(property = "mirage.sources")
  File sources;

  /**
   * Skips this goal; later goals then use the site of the last build. Example: {@code
   * -Dmirage.site.skip}.
   */
  @Parameter(property = "mirage.site.skip", defaultValue = "false")
  boolean skipSite;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.site.skip", skipSite);
  }

  @Override
  boolean isBuildStep() {
    return true;
  }

  @Override
  void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    Optional<Generator> chosen =
        given(generator).isPresent()
            ? Optional.of(Choices.parse("mirage.site.generator", generator, Generator.class))
            : Optional.empty();
    SiteSettings settings =
        new SiteSettings(
            projectDirectory(),
            Path.of(project.getBuild().getDirectory()),
            Optional.ofNullable(source).map(File::toPath),
            chosen,
            given(command),
            given(output).map(Path::of),
            withProperties(siteEnvironment, "mirage.site.environment."));
    try {
      buildSteps(progress)
          .generateSite(
              settings, Choices.parse("mirage.site.generate", generate, Regeneration.class));
    } catch (NoSiteException | MissingGeneratorException e) {
      boolean ownUnikernel = ConfigureMojo.sources(sources, projectDirectory()).isPresent();
      if (given(kernel).isEmpty() && e instanceof NoSiteException && ownUnikernel) {
        buildSteps(progress).forgetSite();
        getLog().info("skipped: there is no site here; the project's own unikernel is built alone");
        return;
      }
      if (given(kernel).isEmpty()) {
        throw e;
      }
      buildSteps(progress).forgetSite();
      getLog()
          .info(
              "skipped: %s, and the kernel comes from %s"
                  .formatted(
                      e instanceof NoSiteException
                          ? "there is no site here"
                          : "the site's generator is not installed",
                      kernel));
    }
  }
}
