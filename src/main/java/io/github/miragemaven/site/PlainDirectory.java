package io.github.miragemaven.site;

import java.nio.file.Path;
import java.util.Locale;

/** Uses a finished site as is, without a generator. */
final class PlainDirectory implements SiteGenerator {

  private final Workspace workspace;

  /** Rejects a directory that contains the project. */
  PlainDirectory(Workspace workspace) throws SiteException {
    this.workspace = workspace;
    if (workspace.settings().projectDirectory().startsWith(workspace.source())) {
      throw new SiteException(
          "The project directory cannot be published as a site: it contains pom.xml and the build"
              + " directory.\nMove the finished site to src/main/site, or set <source>"
              + " (-Dmirage.site.source=...) to a directory that contains only the site.");
    }
    if (workspace.settings().output().isPresent()) {
      throw new SiteException(
          "<output> (-Dmirage.site.output="
              + workspace.settings().output().get()
              + ") is set, but "
              + workspace.shown(workspace.source())
              + " is used as is, without a generator.\nRemove <output>, and set <source>"
              + " (-Dmirage.site.source=...) to the finished site.");
    }
  }

  /** Whether a browser shows this file as a page. */
  static boolean isPage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
  }

  @Override
  public String name() {
    return "The directory";
  }

  @Override
  public Path output() {
    return workspace.source();
  }

  @Override
  public void generate() {
    workspace
        .progress()
        .info("using " + workspace.shown(workspace.source()) + " as is (no generator)");
  }

  @Override
  public String howToExclude() {
    return "move them out of " + workspace.shown(workspace.source());
  }
}
