package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A unikernel that {@code mirage configure} has configured.
 *
 * @param directory the directory to build it in
 * @param name the name of its kernel, without directory and extension
 * @param target the platform to build for
 * @param version the {@code mirage} that configured it
 * @param siteIn where it has the site
 * @param kernel the file of the kernel once it is built; determined by the other components
 */
public record ConfiguredUnikernel(
    Path directory, String name, Target target, MirageVersion version, SiteIn siteIn, Path kernel) {

  static ConfiguredUnikernel of(
      Path directory, String name, Target target, MirageVersion version, SiteIn siteIn) {
    return new ConfiguredUnikernel(
        directory,
        name,
        target,
        version,
        siteIn,
        directory.resolve(CommandLines.of(version).kernel(name, target)));
  }

  Map<String, String> describe() {
    return Map.of(
        "directory", directory.toString(),
        "name", name,
        "target", target.commandLineName(),
        "version", version.toString(),
        "siteIn", siteIn.name());
  }

  static ConfiguredUnikernel recall(Map<String, String> description) {
    try {
      return of(
          Path.of(description.get("directory")),
          description.get("name"),
          Target.parse(description.get("target")),
          MirageVersion.parse(description.get("version")),
          SiteIn.valueOf(description.get("siteIn")));
    } catch (FailureException e) {
      throw new IllegalArgumentException("A damaged record of mirage:configure", e);
    }
  }
}
