package io.github.miragemaven.site;

import io.github.miragemaven.incremental.FingerprintBuilder;
import java.nio.file.Path;
import java.util.List;

/** A finished site that is taken as it is. */
final class PlainDirectory implements SiteGenerator {

  private final Workspace workspace;

  /** Refuses a directory that the project itself lies in. */
  PlainDirectory(Workspace workspace) throws SiteException {
    this.workspace = workspace;
    if (workspace.settings().projectDirectory().startsWith(workspace.source())) {
      throw new SiteException(
          "The project directory cannot be published as a site as it is: pom.xml and the build"
              + " directory are in it.\nMove the finished site to src/main/site, or set <source>"
              + " (-Dmirage.site.source=…) to the directory that holds nothing else.");
    }
    if (workspace.settings().output().isPresent()) {
      throw new SiteException(
          "<output> (-Dmirage.site.output="
              + workspace.settings().output().get()
              + ") is set, but "
              + workspace.shown(workspace.source())
              + " is taken as it is: no generator writes to an output.\nSet <source>"
              + " (-Dmirage.site.source=…) alone, to the finished site.");
    }
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
    workspace.progress().info(workspace.shown(workspace.source()) + " is taken as it is");
  }

  @Override
  public void identify(FingerprintBuilder inputs) {
    // The files say it all.
  }

  @Override
  public List<Path> written() {
    return List.of();
  }

  @Override
  public String howToExclude() {
    return "move them out of " + workspace.shown(workspace.source());
  }
}
