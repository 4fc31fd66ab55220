package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.ConfiguredUnikernel;
import io.github.miragemaven.mirage.MirageConfigurer;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the kernel: fetches the unikernel's dependencies where they are missing, then runs {@code
 * mirage build} or what the installed version has instead, and looks at what came out.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class BuildMojo extends UnikernelMojo {

  /** Skips this goal. Example: {@code -Dmirage.build.skip}. */
  @Parameter(property = "mirage.build.skip", defaultValue = "false")
  boolean skipBuild;

  @Override
  Optional<String> reasonToSkip() {
    return skipBuild ? Optional.of("mirage.build.skip is set") : reasonNotToBuild();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    ConfiguredUnikernel unikernel =
        MirageConfigurer.last(road.state())
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "The unikernel has not been configured yet.\n"
                            + "Run mvn package, or mvn mirage:site mirage:configure"
                            + " mirage:build."));
    road.build(unikernel, settings());
  }
}
