package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.site.Generator;
import io.github.miragemaven.site.MissingGeneratorException;
import io.github.miragemaven.site.NoSiteException;
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
 * Runs the static-site generator, or takes a plain directory as it is.
 *
 * <p>The generator is recognised by what is in the site's directory: Octopress, Jekyll, Hugo,
 * Eleventy, or finished pages with an {@code index.html}. Its own configuration decides how the
 * site is made. Nothing is run when nothing has changed.
 */
@Mojo(name = "site", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class SiteMojo extends RoadMojo {

  /**
   * The directory that the site's sources lie in. Without it, {@code src/main/site} is taken, or
   * else the project's own directory if a generator is recognised there. Example: {@code
   * <source>blog</source>}.
   */
  @Parameter(property = "mirage.site.source")
  File source;

  /**
   * The site generator, where it is not to be recognised: {@code octopress}, {@code jekyll}, {@code
   * hugo}, {@code eleventy}, or {@code directory} for finished pages. Example: {@code
   * -Dmirage.site.generator=jekyll}.
   */
  @Parameter(property = "mirage.site.generator")
  String generator;

  /**
   * A command line of your own that makes the site, run by the shell in the site's directory; say
   * in {@code <output>} where it leaves the site. Example: {@code <command>zola build</command>}.
   */
  @Parameter(property = "mirage.site.command")
  String command;

  /**
   * The directory that the finished site lies in, relative to the site's directory, where it is not
   * what the generator's own configuration says. Example: {@code <output>public</output>}.
   */
  @Parameter(property = "mirage.site.output")
  String output;

  /**
   * Variables set in the generator's environment, also as {@code -Dmirage.site.environment.NAME=…}.
   * {@code JEKYLL_ENV} is {@code production} unless it is set here or outside. Example: {@code
   * <siteEnvironment><JEKYLL_ENV>staging</JEKYLL_ENV></siteEnvironment>}.
   */
  @Parameter Map<String, String> siteEnvironment;

  /**
   * With a kernel from elsewhere (see the goal {@code image}), neither a site nor its generator
   * need be here. Example: {@code -Dmirage.kernel=com.example:blog:1.4}.
   */
  @Parameter(property = "mirage.kernel")
  String kernel;

  /**
   * Skips this goal; the goals after it take the site of the last build. Example: {@code
   * -Dmirage.site.skip}.
   */
  @Parameter(property = "mirage.site.skip", defaultValue = "false")
  boolean skipSite;

  @Override
  Optional<String> reasonToSkip() {
    return skipSite ? Optional.of("mirage.site.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    Optional<Generator> chosen =
        given(generator).isPresent() ? Optional.of(Generator.named(generator)) : Optional.empty();
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
      road.site(settings);
    } catch (NoSiteException | MissingGeneratorException e) {
      if (given(kernel).isEmpty()) {
        throw e;
      }
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
