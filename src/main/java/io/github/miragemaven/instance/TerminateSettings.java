package io.github.miragemaven.instance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What of a project is ended.
 *
 * @param regions where
 * @param instance the one instance that is meant; empty for all
 * @param due only those whose time has come
 * @param directory {@code target/mirage}, in which no launch may run meanwhile
 */
public record TerminateSettings(
    List<String> regions, Optional<String> instance, boolean due, Path directory) {

  /** Copies the regions. */
  public TerminateSettings {
    regions = List.copyOf(regions);
  }
}
