package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Step;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The step that runs {@code mirage configure} in the up-to-date working copy. */
final class ConfigureStep implements Step<ConfiguredUnikernel> {

  static final String NAME = "configure";

  private static final String PROGRAM = "program";

  private final KernelName kernelName;
  private final ConfiguredUnikernel unikernel;
  private final ConfigureSettings settings;
  private final Toolchain.Known mirage;
  private final Toolchain toolchain;
  private final BuildState state;
  private final Progress progress;
  private final CommandLines commands;

  ConfigureStep(
      KernelName kernelName,
      ConfigureSettings settings,
      Toolchain.Known mirage,
      Toolchain toolchain,
      BuildState state,
      Progress progress) {
    this.kernelName = kernelName;
    this.unikernel =
        ConfiguredUnikernel.of(
            settings.layout().directory(),
            kernelName.name(),
            settings.target(),
            mirage.version(),
            settings.siteIn());
    this.settings = settings;
    this.mirage = mirage;
    this.toolchain = toolchain;
    this.state = state;
    this.progress = progress;
    this.commands = CommandLines.of(mirage.version());
  }

  /** The {@code mirage} of an earlier run, from its results. */
  static Optional<Toolchain.Known> known(Map<String, String> results) {
    return Optional.ofNullable(results.get(PROGRAM))
        .map(
            digest ->
                new Toolchain.Known(
                    ConfiguredUnikernel.recall(results).version(),
                    Optional.of(new Sha256(digest))));
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Configuring compiles only {@code config.ml}. Mirage 2 and 3 also read other sources, and Mirage
   * 2 the site.
   */
  @Override
  public Fingerprint inputs() throws IOException {
    FingerprintBuilder inputs =
        Fingerprint.builder(state.digests())
            .value("mirage", unikernel.version())
            .values("tool", toolchain.installed().compilers())
            .value("target", unikernel.target())
            .value("siteIn", unikernel.siteIn())
            .value("name", unikernel.name())
            .value("output", kernelName.output())
            .value("directory", unikernel.directory())
            .values("key", unreadable(keys()))
            .values("environment", unreadable(settings.tools().environment()))
            .value("opam", settings.tools().opam())
            .value("opamSwitch", settings.tools().opamSwitch());
    if (commands.buildsWithDune()) {
      inputs.file("config.ml", unikernel.directory().resolve("config.ml"));
    } else {
      inputs.values("sources", WorkingCopy.lastSources(state));
    }
    if (commands.readsSiteWhenConfigured()) {
      inputs.value("site", WorkingCopy.lastSite(state));
    }
    return inputs.build();
  }

  /** If {@code config.ml} registers no unikernel, Mirage 4.11 does nothing and exits with 0. */
  @Override
  public ConfiguredUnikernel run() throws FailureException, InterruptedException {
    progress.info(
        "mirage "
            + unikernel.version()
            + " configures "
            + unikernel.name()
            + " for "
            + unikernel.target());
    toolchain.run(commands.configure(unikernel.target(), kernelName.output(), keys()));
    if (!Files.isRegularFile(unikernel.directory().resolve("Makefile"))) {
      throw new MirageException(
          "mirage configure succeeded but created no Makefile in %s.\nMake sure that config.ml registers a unikernel: register \"%s\" […]."
              .formatted(settings.layout().shown(unikernel.directory()), unikernel.name()));
    }
    return unikernel;
  }

  @Override
  public Fingerprint outputs(ConfiguredUnikernel result) throws IOException {
    FingerprintBuilder outputs = Fingerprint.builder(state.digests());
    for (String file : commands.configured()) {
      outputs.file(file, result.directory().resolve(file));
    }
    return outputs.build();
  }

  @Override
  public Map<String, String> describe(ConfiguredUnikernel result) {
    Map<String, String> description = new HashMap<>(result.describe());
    mirage.program().ifPresent(digest -> description.put(PROGRAM, digest.hex()));
    return description;
  }

  @Override
  public ConfiguredUnikernel recall(Map<String, String> description) {
    return ConfiguredUnikernel.recall(description);
  }

  @Override
  public String summary(ConfiguredUnikernel result) {
    return "configured: "
        + result.name()
        + " for "
        + result.target()
        + " with mirage "
        + result.version();
  }

  /** Values may be secrets, and the record of a build is a readable file. */
  private static Map<String, Sha256> unreadable(Map<String, String> values) {
    Map<String, Sha256> digests = new TreeMap<>();
    values.forEach((name, value) -> digests.put(name, Sha256.of(value)));
    return digests;
  }

  /** The user's keys, and defaults for the network keys of the supplied unikernel. */
  private Map<String, String> keys() {
    Map<String, String> keys = new TreeMap<>();
    if (settings.source().isSupplied()) {
      keys.putAll(commands.networkKeys(unikernel.target(), settings.network()));
    }
    keys.putAll(settings.keys());
    return keys;
  }
}
