package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Step;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The step that fetches a configured unikernel's dependencies and builds its kernel. */
final class BuildStep implements Step<Path> {

  static final String NAME = "build";

  private static final String KERNEL = "kernel";

  private final ConfiguredUnikernel unikernel;
  private final BuildSettings settings;
  private final Toolchain toolchain;
  private final BuildState state;
  private final Progress progress;
  private final CommandLines commands;

  BuildStep(
      ConfiguredUnikernel unikernel,
      BuildSettings settings,
      Toolchain toolchain,
      BuildState state,
      Progress progress) {
    this.unikernel = unikernel;
    this.settings = settings;
    this.toolchain = toolchain;
    this.state = state;
    this.progress = progress;
    this.commands = CommandLines.of(unikernel.version());
  }

  static Path kernel(Map<String, String> results) {
    return Path.of(results.get(KERNEL));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Fingerprint inputs() {
    FingerprintBuilder inputs =
        Fingerprint.builder(state.digests())
            .values("unikernel", unikernel.describe())
            .value("depends", settings.depends())
            .value("site", WorkingCopy.lastSite(state))
            .values("sources", WorkingCopy.lastSources(state));
    state
        .last(ConfigureStep.NAME)
        .ifPresent(configured -> inputs.value("configuration", configured.inputs().digest()));
    return inputs.build();
  }

  /**
   * Deletes the last build's kernel first, so that a kernel found afterwards is from this build;
   * dune restores it if nothing has changed.
   */
  @Override
  public Path run() throws IOException, FailureException, InterruptedException {
    new Dependencies(state, progress, settings, unikernel).fetch(toolchain);
    if (commands.buildsWithDune()) {
      DuneSite.declare(settings.layout());
    }
    Path kernel = unikernel.kernel();
    if (Files.isDirectory(kernel)) {
      throw new MirageException(
          "The kernel's file would be %s, but that is a directory of the unikernel's sources.\nRegister another name in config.ml, or rename the directory."
              .formatted(settings.layout().shown(kernel)));
    }
    Files.deleteIfExists(kernel);
    List<String> words = commands.build();
    progress.info(String.join(" ", words));
    toolchain.run(words);
    if (!Files.isRegularFile(kernel)) {
      throw new MirageException(
          "%s succeeded but created no kernel at %s; found instead: %s.\nMake sure that config.ml always registers \"%s\", or set <unikernelName>."
              .formatted(
                  String.join(" ", words),
                  settings.layout().shown(kernel),
                  beside(kernel),
                  unikernel.name()));
    }
    return kernel;
  }

  /**
   * The kernel, and the tools after the build, since fetching the dependencies may install some.
   */
  @Override
  public Fingerprint outputs(Path result) throws IOException {
    return Fingerprint.builder(state.digests())
        .file(KERNEL, result)
        .values("tool", toolchain.installed().all())
        .build();
  }

  @Override
  public Map<String, String> describe(Path result) {
    return Map.of(KERNEL, result.toString());
  }

  @Override
  public Path recall(Map<String, String> description) {
    return kernel(description);
  }

  @Override
  public String summary(Path result) {
    try {
      return "kernel: " + settings.layout().shown(result) + ", " + Sizes.of(Files.size(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String beside(Path kernel) throws IOException {
    if (!Files.isDirectory(kernel.getParent())) {
      return "no directory " + kernel.getParent().getFileName();
    }
    try (Stream<Path> files = Files.list(kernel.getParent())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
