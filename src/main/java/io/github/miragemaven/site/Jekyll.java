package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Jekyll, which builds into its configured destination and removes stale files there.
 *
 * <p>If the Maven project is inside the site's source directory, Jekyll would publish the POM and
 * the build directory. A second configuration file, {@code target/mirage/jekyll.yml}, therefore
 * extends the site's {@code exclude} list.
 */
final class Jekyll implements SiteGenerator {

  /** The directories of posts and of templates. */
  private static final List<String> SOURCES = List.of("_posts", "_drafts", "_layouts");

  private final Workspace workspace;
  private final JekyllConfig config;
  private final Bundler bundler;

  Jekyll(Workspace workspace) throws IOException, SiteException {
    this.workspace = workspace;
    this.config = JekyllConfig.read(workspace);
    this.bundler = new Bundler(workspace, "jekyll");
  }

  /**
   * Whether the directory has a Jekyll configuration, which Hexo's has the same name as, or a
   * Gemfile with Jekyll or a gem for it. A site of GitHub Pages often has only the latter.
   */
  static boolean isIn(Path directory) throws IOException {
    return (JekyllConfig.isIn(directory) && OtherGenerator.in(directory).isEmpty())
        || Bundler.names(directory, "github-pages|jekyll[\\w-]*");
  }

  /** Whether the directory has directories that Jekyll reads without a configuration. */
  static boolean hasSources(Path directory) {
    return SOURCES.stream().map(directory::resolve).anyMatch(Files::isDirectory);
  }

  @Override
  public String name() {
    return "Jekyll";
  }

  @Override
  public Path output() {
    return workspace.output(config.destination("_site"));
  }

  @Override
  public void generate() throws IOException, FailureException, InterruptedException {
    String[] arguments = {"build"};
    List<String> excluded = mavenFiles();
    if (!excluded.isEmpty() && config.canExcludeMore()) {
      Path more = workspace.settings().buildDirectory().resolve("mirage").resolve("jekyll.yml");
      Files.createDirectories(more.getParent());
      Files.writeString(more, config.excluding(excluded));
      String first = config.file().map(file -> file.getFileName() + ",").orElse("");
      arguments = new String[] {"build", "--config", first + workspace.relative(more)};
    }
    var command = workspace.withDefault(bundler.command(arguments), "JEKYLL_ENV", "production");
    workspace.build(this, bundler.version(), command);
  }

  @Override
  public String howToExclude() {
    return "list them under exclude: in " + configName();
  }

  private String configName() {
    return config.file().map(Path::getFileName).map(Path::toString).orElse("_config.yml");
  }

  /** The Maven project's files in Jekyll's source directory, relative to it. */
  private List<String> mavenFiles() {
    Path project = workspace.settings().projectDirectory();
    Path target = workspace.settings().buildDirectory();
    return Stream.concat(
            SiteSettings.MAVEN_FILES.stream()
                .flatMap(name -> inSource(project.resolve(name), name)),
            inSource(target, "/"))
        .toList();
  }

  private Stream<String> inSource(Path path, String name) {
    Path source = config.source();
    if (!path.startsWith(source) || path.equals(source)) {
      return Stream.empty();
    }
    String relative = source.relativize(path).toString().replace('\\', '/');
    return Stream.of(name.endsWith("/") ? relative + "/" : relative);
  }
}
