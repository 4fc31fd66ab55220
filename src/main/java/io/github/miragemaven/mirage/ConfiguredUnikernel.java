package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A unikernel that {@code mirage configure} has made ready to build.
 *
 * @param directory where it is built
 * @param name the name of its kernel, without directory and extension
 * @param target what the kernel runs on
 * @param version the {@code mirage} that configured it
 * @param kernel where the kernel lands when it is built, which follows from the other four alone
 */
public record ConfiguredUnikernel(
    Path directory, String name, Target target, MirageVersion version, Path kernel) {

  static ConfiguredUnikernel of(Path directory, String name, Target target, MirageVersion version) {
    return new ConfiguredUnikernel(
        directory,
        name,
        target,
        version,
        directory.resolve(CommandLines.of(version).kernel(name, target)));
  }

  Map<String, String> describe() {
    return Map.of(
        "directory", directory.toString(),
        "name", name,
        "target", target.commandLineName(),
        "version", version.toString());
  }

  static ConfiguredUnikernel recall(Map<String, String> description) {
    try {
      return of(
          Path.of(description.get("directory")),
          description.get("name"),
          Target.parse(description.get("target")),
          MirageVersion.parse(description.get("version")));
    } catch (FailureException e) {
      throw new IllegalArgumentException("A damaged record of mirage:configure", e);
    }
  }
}
