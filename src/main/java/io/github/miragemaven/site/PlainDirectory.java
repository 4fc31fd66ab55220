package io.github.miragemaven.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Uses a finished site as is, without a generator. */
final class PlainDirectory implements SiteGenerator {

  private static final List<String> TOOLS = List.of("node_modules", "Gemfile", "Gemfile.lock");

  /** Jekyll's directories of templates. */
  private static final List<String> TEMPLATES = List.of("_layouts", "_includes");

  /** The line before the front matter of a template. */
  private static final Pattern FRONT_MATTER = Pattern.compile("\\A\uFEFF?---[ \\t]*\\R");

  private static final int LONGEST_FIRST_LINE = 80;

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

  /**
   * Hidden files (.git, .env), the packages of npm and the Gemfile are not part of the site, as for
   * Jekyll and GitHub Pages; {@code .well-known} (RFC 8615) is.
   */
  @Override
  public boolean publishes(String name) {
    return name.equals(".well-known") || !(name.startsWith(".") || TOOLS.contains(name));
  }

  @Override
  public void generate() throws IOException, SiteException {
    rejectTemplates();
    workspace
        .progress()
        .info("using " + workspace.shown(workspace.source()) + " as is (no generator)");
  }

  /** Rejects sources of a generator, whose templates a browser would show as they are. */
  private void rejectTemplates() throws IOException, SiteException {
    for (String name : TEMPLATES) {
      if (Files.isDirectory(workspace.in(name))) {
        throw unfinished(workspace.in(name), "contains templates of Jekyll");
      }
    }
    try (Stream<Path> files =
        Files.find(workspace.source(), Integer.MAX_VALUE, this::isPageOfSite)) {
      for (Path page : (Iterable<Path>) files::iterator) {
        try (InputStream start = Files.newInputStream(page)) {
          byte[] bytes = start.readNBytes(LONGEST_FIRST_LINE);
          if (FRONT_MATTER.matcher(new String(bytes, StandardCharsets.UTF_8)).find()) {
            throw unfinished(page, "begins with front matter (---)");
          }
        }
      }
    }
  }

  private boolean isPageOfSite(Path file, BasicFileAttributes attributes) {
    Path relative = workspace.source().relativize(file);
    return attributes.isRegularFile()
        && isPage(file)
        && Stream.iterate(relative, part -> part != null, Path::getParent)
            .allMatch(part -> publishes(part.getFileName().toString()));
  }

  private SiteException unfinished(Path path, String why) {
    return new SiteException(
        workspace.shown(path)
            + " "
            + why
            + ", so "
            + workspace.shown(workspace.source())
            + " is not a finished site.\nSet <generator> (-Dmirage.site.generator=jekyll, for"
            + " example) or <command> to build it, or <source> to the finished site.");
  }

  @Override
  public String howToExclude() {
    return "move them out of " + workspace.shown(workspace.source());
  }
}
