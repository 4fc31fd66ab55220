package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Configures unikernels and builds their kernels, with the {@code mirage} of this machine. */
public final class MirageDriver {

  static final String CONFIG = "config.ml";

  private final Programs programs;
  private final CommandRunner runner;
  private final BuildState state;
  private final Progress progress;

  /** Runs these programs, and records the runs in this state. */
  public MirageDriver(
      Programs programs, CommandRunner runner, BuildState state, Progress progress) {
    this.programs = programs;
    this.runner = runner;
    this.state = state;
    this.progress = progress;
  }

  /** The unikernel that the last complete run configured. */
  public static Optional<ConfiguredUnikernel> lastUnikernel(BuildState state) {
    return state.last(ConfigureStep.NAME).map(run -> ConfiguredUnikernel.recall(run.results()));
  }

  /** The kernel that the last complete run built. */
  public static Optional<Path> lastKernel(BuildState state) {
    return state.last(BuildStep.NAME).map(run -> BuildStep.kernel(run.results()));
  }

  /**
   * Builds the kernel unless it is up to date, and returns its file.
   *
   * @param debugInfo recognizes a kernel to be stripped
   */
  public Path build(ConfiguredUnikernel unikernel, BuildSettings settings, DebugInfo debugInfo)
      throws IOException, FailureException, InterruptedException {
    Toolchain toolchain = toolchain(settings.layout(), settings.tools());
    return new Steps(state, progress)
        .run(new BuildStep(unikernel, settings, debugInfo, toolchain, state, progress));
  }

  /**
   * Copies the unikernel's sources, and the site if the kernel is to contain it, and configures the
   * copy unless its configuration is up to date.
   *
   * @param finishedSite the directory of the finished site; empty if there is none
   * @param digest the digest of the whole site
   */
  public ConfiguredUnikernel configure(
      Optional<Path> finishedSite, Sha256 digest, ConfigureSettings settings)
      throws IOException, FailureException, InterruptedException {
    Optional<Path> site = finishedSite.filter(s -> settings.siteIn() == SiteIn.KERNEL);
    Sha256 siteDigest = site.isPresent() ? digest : Sha256.of("");
    settings.check();
    SortedMap<String, SourceFile> sources = sources(settings, site.isPresent());
    Toolchain toolchain = toolchain(settings.layout(), settings.tools());
    Toolchain.Known mirage =
        toolchain.version(
            state.last(ConfigureStep.NAME).flatMap(run -> ConfigureStep.known(run.results())),
            state.digests());
    MirageVersion version = mirage.version();
    settings.target().requireSupportedBy(version);
    if (settings.source().isSupplied()) {
      SuppliedUnikernel.check(version, settings);
    }
    if (settings.siteIn() == SiteIn.DISK && settings.target() == Target.XEN && isMiniOs(version)) {
      throw new MirageException(
          "mirage.siteIn is disk, but the Xen kernels of Mirage %s (Mini-OS) boot from a disk that has no partition for the site.%nSet it to kernel (-Dmirage.siteIn=kernel), or upgrade to Mirage 3.9 or newer."
              .formatted(version));
    }
    SortedMap<String, SourceFile> siteFiles =
        site.isPresent() ? inSiteDirectory(site.get(), settings) : new TreeMap<>();
    if (CommandLines.of(version).buildsWithDune()) {
      DuneSite.check(siteFiles.keySet());
    }
    new WorkingCopy(settings.layout(), state).update(sources, siteFiles, siteDigest);
    KernelName name = KernelName.of(version, settings);
    return new Steps(state, progress)
        .run(new ConfigureStep(name, settings, mirage, toolchain, state, progress));
  }

  private static boolean isMiniOs(MirageVersion version) {
    return !version.isAtLeast(3, 9, 0);
  }

  private SortedMap<String, SourceFile> sources(ConfigureSettings settings, boolean hasSite)
      throws IOException, MirageException {
    if (settings.source().isSupplied()) {
      String name = settings.name().orElse(settings.source().defaultName());
      return settings.siteIn() == SiteIn.DISK
          ? SuppliedUnikernel.filesForSiteOnDisk(name)
          : SuppliedUnikernel.files(name);
    }
    Path sources = settings.source().directory().get();
    if (!Files.isRegularFile(sources.resolve(CONFIG))) {
      throw new MirageException(
          "There is no %s in %s.\nAdd the unikernel's config.ml, or remove the directory to use the plugin's static-site unikernel."
              .formatted(CONFIG, settings.layout().shown(sources)));
    }
    SortedMap<String, SourceFile> files =
        SourceTree.ofUnikernel(settings, hasSite, state.digests());
    if (!hasSite) {
      requireNoSite(settings, Files.readString(sources.resolve(CONFIG)), files);
    }
    return files;
  }

  /** Requires that config.ml does not name the site's directory, unless the sources contain it. */
  private static void requireNoSite(
      ConfigureSettings settings, String config, SortedMap<String, SourceFile> sources)
      throws MirageException {
    String directory = settings.layout().relativeSite();
    boolean contained =
        sources.keySet().stream().anyMatch(file -> file.startsWith(directory + "/"));
    if (config.contains("\"" + directory + "\"") && !contained) {
      if (settings.siteIn() == SiteIn.DISK) {
        throw new MirageException(
            "mirage.siteIn is disk, but config.ml compiles the site's directory %s into the kernel.%nSet it to kernel (-Dmirage.siteIn=kernel), or have config.ml read the site from a block device."
                .formatted(directory));
      }
      throw new MirageException(
          "config.ml reads a site from the directory %s, but there is no site.\nAdd one to src/main/site, set <source> (-Dmirage.site.source=...), or remove the directory from config.ml."
              .formatted(directory));
    }
  }

  private SortedMap<String, SourceFile> inSiteDirectory(Path site, ConfigureSettings settings)
      throws IOException, MirageException {
    String prefix = settings.layout().relativeSite();
    SortedMap<String, SourceFile> files = new TreeMap<>();
    SourceTree.ofSite(site, state.digests())
        .forEach((file, source) -> files.put(prefix + "/" + file, source));
    return files;
  }

  private Toolchain toolchain(UnikernelLayout layout, ToolSettings tools) {
    return new Toolchain(programs, runner, progress, layout, tools);
  }
}
