package io.github.miragemaven.local;

import io.github.miragemaven.aws.RegionProvider;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the region {@code local-complete} to the goals under test, before the plugin does (the
 * test classes come first in the class path): a local region with all the services that the tests
 * emulate, such as S3.
 */
public final class CompleteRegionProvider implements RegionProvider {

  @Override
  public boolean handles(String region) {
    return region.equals("local-complete");
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public OpenRegion open(String region, Path directory) throws FailureException {
    try {
      return LocalRegion.open(LocalRegionSettings.in(directory).named(region).owningEveryBucket());
    } catch (LocalRegionException e) {
      throw new EnvironmentFailureException(e.getMessage(), e);
    }
  }

  @Override
  public String removalCommand(String region) {
    return "mvn mirage:prune -Dmirage.region=" + region;
  }

  @Override
  public Optional<String> explain(String region, String errorCode, String message) {
    return Optional.empty();
  }
}
