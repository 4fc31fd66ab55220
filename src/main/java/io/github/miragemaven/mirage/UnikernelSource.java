package io.github.miragemaven.mirage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The unikernel to configure: the user's, or the static-site unikernel that comes with the plugin.
 *
 * @param directory the directory of the user's {@code config.ml}; empty for the plugin's unikernel
 * @param defaultName the name that the plugin's unikernel registers unless the user sets one
 * @param siteIn where the unikernel has the site, if the user has chosen
 */
public record UnikernelSource(
    Optional<Path> directory, String defaultName, Optional<SiteIn> siteIn) {

  /** Makes the directory absolute. */
  public UnikernelSource {
    directory = directory.map(path -> path.toAbsolutePath().normalize());
  }

  /** Whether this is the unikernel that comes with the plugin. */
  public boolean isSupplied() {
    return directory.isEmpty();
  }
}
