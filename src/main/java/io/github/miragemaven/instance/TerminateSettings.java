package io.github.miragemaven.instance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Selects the instances to terminate.
 *
 * @param regions the regions
 * @param instance the id of a single instance; empty for all
 * @param due whether to terminate only instances that are due
 * @param directory {@code target/mirage}, which is locked meanwhile
 */
public record TerminateSettings(
    List<String> regions, Optional<String> instance, boolean due, Path directory) {

  /** Copies the regions. */
  public TerminateSettings {
    regions = List.copyOf(regions);
  }
}
