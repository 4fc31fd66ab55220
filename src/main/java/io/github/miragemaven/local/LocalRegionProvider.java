package io.github.miragemaven.local;

import io.github.miragemaven.aws.RegionProvider;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.local.state.DamagedRecordException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Provides the regions on this machine: {@code local}, and others such as {@code local-2}. */
public final class LocalRegionProvider implements RegionProvider {

  private static final Pattern NAME = Pattern.compile("local(-[a-z0-9-]+)?");

  /** The account owns an address from the start, since no goal allocates one. */
  private static final RegionOptions OPTIONS =
      new RegionOptions() {
        @Override
        public Optional<String> ownAddress() {
          return Optional.of("203.0.113.80");
        }
      };

  @Override
  public boolean handles(String region) {
    return NAME.matcher(region).matches();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public OpenRegion open(String region, Path directory) throws FailureException {
    try {
      return RegionServer.open(directory, region, OPTIONS);
    } catch (LocalRegionException e) {
      throw new EnvironmentFailureException(
          "%s%nAnother directory is set with -Dmirage.local.directory=...."
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>These regions are open only while a goal runs, so no other program can reach them.
   */
  @Override
  public String removalCommand(String region) {
    return "mvn mirage:prune -Dmirage.region=%s -Dmirage.prune.confirm".formatted(region);
  }

  @Override
  public Optional<String> explain(String region, String errorCode, String message) {
    if (errorCode.equals(DamagedRecordException.CODE)) {
      return Optional.of(message);
    }
    return errorCode.equals(DiskFull.CODE)
        ? Optional.of(
            "The disk that the region %s is kept on is full: %s.%nFree some space, with mvn mirage:prune for instance, or set another directory (-Dmirage.local.directory=...)."
                .formatted(region, message))
        : Optional.empty();
  }
}
