package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Step;
import io.github.miragemaven.incremental.StepRecord;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The step that builds the site. */
final class SiteStep implements Step<StaticSite> {

  static final String NAME = "site";

  /** Files of generators, editors, desktops and version control that are not sources. */
  private static final Set<String> NOT_SOURCE =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".DS_Store",
          ".idea",
          ".vscode",
          ".jekyll-cache",
          ".jekyll-metadata",
          ".sass-cache",
          ".pygments-cache",
          ".gist-cache",
          ".hugo_build.lock",
          "node_modules");

  private final Workspace workspace;
  private final SiteSettings settings;
  private final Path source;
  private final SiteGenerator generator;
  private final FileDigests digests;
  private final Progress progress;
  private final Fingerprint published;

  SiteStep(Workspace workspace, SiteGenerator generator, BuildState state) {
    this.workspace = workspace;
    this.settings = workspace.settings();
    this.source = workspace.source();
    this.progress = workspace.progress();
    this.generator = generator;
    this.digests = state.digests();
    this.published =
        state.last(NAME).map(StepRecord::outputs).orElseGet(() -> new Fingerprint(Map.of()));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The settings and the source files; the generator's other inputs cannot be known. */
  @Override
  public Fingerprint inputs() throws IOException {
    FingerprintBuilder inputs = Fingerprint.builder(digests);
    inputs.value("generator", generator.name());
    inputs.value("source", source);
    inputs.value("output", generator.output());
    inputs.value("command", settings.command().map(Sha256::of));
    // Values may be secrets, and the build's record is a readable file.
    settings
        .environment()
        .forEach((name, value) -> inputs.value("environment." + name, Sha256.of(value)));
    return sources(inputs).build();
  }

  /** Caches, locks and statistics that the generator wrote next to the sources are not changes. */
  @Override
  public Fingerprint inputsAfter(Fingerprint before) throws IOException {
    return before.withNewEntriesOf(sources(Fingerprint.builder(digests)).build());
  }

  private FingerprintBuilder sources(FingerprintBuilder inputs) throws IOException {
    return inputs.tree(
        settings.relative(source), source, relative -> isSource(source.resolve(relative)));
  }

  @Override
  public StaticSite run() throws IOException, FailureException, InterruptedException {
    Path output = generator.output();
    if (generator.leavesStalePages()) {
      EarlierOutput earlier = new EarlierOutput(workspace, output, published, digests);
      earlier.delete();
      generator.generate();
      earlier.report(generator.name());
    } else {
      generator.generate();
    }
    if (!Files.isDirectory(output)) {
      throw new SiteException(
          generator.name()
              + " did not produce a site: "
              + settings.shown(output)
              + " is not a directory.\nSet <output> (-Dmirage.site.output=...) to the directory of"
              + " the finished site, relative to "
              + settings.shown(source)
              + ".");
    }
    rejectProjectFiles(output);
    StaticSite site = SiteInventory.of(output, generator::publishes, workspace, digests);
    if (!Files.isRegularFile(output.resolve("index.html"))) {
      progress.warn(settings.shown(output) + " has no index.html: the site has no front page");
    }
    return site;
  }

  @Override
  public Fingerprint outputs(StaticSite site) throws IOException {
    FingerprintBuilder outputs = Fingerprint.builder(digests);
    for (Path directory : Stream.of(generator.output(), site.directory()).distinct().toList()) {
      outputs.tree(
          settings.relative(directory),
          directory,
          path -> generator.publishes(path.getFileName().toString()));
    }
    return outputs.build();
  }

  @Override
  public Map<String, String> describe(StaticSite site) {
    return Map.of(
        "directory", site.directory().toString(),
        "files", Long.toString(site.files()),
        "bytes", Long.toString(site.bytes()),
        "digest", site.digest().hex());
  }

  @Override
  public StaticSite recall(Map<String, String> description) {
    return recalled(description);
  }

  static StaticSite recalled(Map<String, String> description) {
    return new StaticSite(
        Path.of(description.get("directory")),
        Long.parseLong(description.get("files")),
        Long.parseLong(description.get("bytes")),
        new Sha256(description.get("digest")));
  }

  @Override
  public String summary(StaticSite site) {
    return "site: "
        + Sizes.files(site.files())
        + ", "
        + Sizes.of(site.bytes())
        + " in "
        + settings.shown(site.directory());
  }

  private boolean isSource(Path path) {
    return !NOT_SOURCE.contains(path.getFileName().toString())
        && !path.equals(generator.output())
        && !settings.belongsToMaven(path);
  }

  /** Rejects a copy of the POM or the build directory at the same relative path in the site. */
  private void rejectProjectFiles(Path output) throws IOException, SiteException {
    Path pom = settings.projectDirectory().resolve("pom.xml");
    Path target = settings.buildDirectory();
    if (pom.startsWith(source) && Files.exists(output.resolve(source.relativize(pom)))) {
      throw publishesProjectFile(pom);
    }
    if (target.startsWith(source) && !target.equals(source)) {
      Path copy = output.resolve(source.relativize(target));
      if (Files.isDirectory(copy) && haveCommonChild(target, copy)) {
        throw publishesProjectFile(target);
      }
    }
  }

  /** A page may have the build directory's name without being a copy of it. */
  private static boolean haveCommonChild(Path one, Path other) throws IOException {
    try (Stream<Path> children = Files.list(one)) {
      return children.anyMatch(child -> Files.exists(other.resolve(child.getFileName())));
    }
  }

  private SiteException publishesProjectFile(Path path) {
    return new SiteException(
        generator.name()
            + " copied "
            + settings.shown(path)
            + " of the Maven project into the site.\nTo exclude pom.xml and "
            + settings.shown(settings.buildDirectory())
            + ", "
            + generator.howToExclude()
            + ".");
  }
}
