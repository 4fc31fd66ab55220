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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The step that fetches a configured unikernel's dependencies and builds its kernel. */
final class BuildStep implements Step<Path> {

  static final String NAME = "build";

  private static final String KERNEL = "kernel";
  private static final String TIMESTAMP = "outputTimestamp";

  private final ConfiguredUnikernel unikernel;
  private final BuildSettings settings;
  private final DebugInfo debugInfo;
  private final Toolchain toolchain;
  private final BuildState state;
  private final Progress progress;
  private final CommandLines commands;
  private final boolean hasNewTimestamp;

  BuildStep(
      ConfiguredUnikernel unikernel,
      BuildSettings settings,
      DebugInfo debugInfo,
      Toolchain toolchain,
      BuildState state,
      Progress progress) {
    this.unikernel = unikernel;
    this.settings = settings;
    this.debugInfo = debugInfo;
    this.toolchain = toolchain;
    this.state = state;
    this.progress = progress;
    this.commands = CommandLines.of(unikernel.version());
    String timestamp = settings.tools().timestamp().toString();
    this.hasNewTimestamp =
        containsTimestamp()
            && state.last(NAME).stream()
                .map(last -> last.results().getOrDefault(TIMESTAMP, timestamp))
                .anyMatch(last -> !last.equals(timestamp));
  }

  /** Returns whether the time is in the kernel, as that of the compiled site's files. */
  private boolean containsTimestamp() {
    return unikernel.siteIn() == SiteIn.KERNEL;
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
    if (containsTimestamp()) {
      inputs.value(TIMESTAMP, settings.tools().timestamp());
    }
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
      if (hasNewTimestamp) {
        // dune does not know that the compiled site contains the time.
        toolchain.run(List.of("dune", "clean", "--root", "."));
      }
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
    if (commands.buildsWithDune() && debugInfo.isIn(kernel)) {
      strip(kernel);
    }
    return kernel;
  }

  /**
   * Removes the debug information, which contains the paths of C sources, and the build ID, which
   * depends on it. Otherwise the kernel would differ between directories. dune keeps the original
   * in {@code _build}.
   */
  private void strip(Path kernel) throws IOException, FailureException, InterruptedException {
    Path stripped = kernel.resolveSibling(kernel.getFileName() + ".stripped");
    toolchain.run(
        List.of(
            "strip",
            "--strip-debug",
            "--remove-section=.note.gnu.build-id",
            "-o",
            stripped.toString(),
            kernel.toString()));
    Files.move(stripped, kernel, StandardCopyOption.REPLACE_EXISTING);
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
    return Map.of(KERNEL, result.toString(), TIMESTAMP, settings.tools().timestamp().toString());
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
