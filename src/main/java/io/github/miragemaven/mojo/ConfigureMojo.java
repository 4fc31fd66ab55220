package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.site.SiteBuilder;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Copies the unikernel's sources and the finished site below {@code target/mirage/unikernel} and
 * runs {@code mirage configure} there, in the way of the version that is installed (2.0 to 4.11).
 */
@Mojo(name = "configure", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class ConfigureMojo extends UnikernelMojo {

  /** Skips this goal. Example: {@code -Dmirage.configure.skip}. */
  @Parameter(property = "mirage.configure.skip", defaultValue = "false")
  boolean skipConfigure;

  @Override
  Optional<String> reasonToSkip() {
    return skipConfigure ? Optional.of("mirage.configure.skip is set") : reasonNotToBuild();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    StaticSite site =
        SiteBuilder.last(road.state())
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no finished site yet for the unikernel to serve.\n"
                            + "Run mvn package, or mvn mirage:site mirage:configure."));
    road.configure(site, settings());
  }
}
