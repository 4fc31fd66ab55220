package io.github.miragemaven.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A site generator that runs as a {@code <command>}. It is recognized so that its sources are not
 * taken for another generator's or for a finished site.
 *
 * @param name its name
 * @param command its usual command line
 * @param output the directory that it writes to by default
 */
record OtherGenerator(String name, String command, String output) {

  private static final String NPM_BUILD = "npm run build";

  /** Generators by the package in {@code package.json}; those that others build on come last. */
  private static final List<PackageSign> PACKAGES =
      List.of(
          new PackageSign("hexo", new OtherGenerator("Hexo", "npx hexo generate", "public")),
          new PackageSign(
              "vitepress",
              new OtherGenerator("VitePress", "npx vitepress build", ".vitepress/dist")),
          new PackageSign("astro", new OtherGenerator("Astro", NPM_BUILD, "dist")),
          new PackageSign("@docusaurus/core", new OtherGenerator("Docusaurus", NPM_BUILD, "build")),
          new PackageSign("gatsby", new OtherGenerator("Gatsby", NPM_BUILD, "public")),
          new PackageSign("next", new OtherGenerator("Next.js", NPM_BUILD, "out")),
          new PackageSign("vite", new OtherGenerator("Vite", NPM_BUILD, "dist")));

  private static final List<FileSign> FILES =
      List.of(
          new FileSign("mkdocs.yml", new OtherGenerator("MkDocs", "mkdocs build", "site")),
          new FileSign("book.toml", new OtherGenerator("mdBook", "mdbook build", "book")),
          new FileSign("pelicanconf.py", new OtherGenerator("Pelican", "pelican", "output")),
          new FileSign("nanoc.yaml", new OtherGenerator("Nanoc", "nanoc", "output")));

  private static final OtherGenerator ZOLA = new OtherGenerator("Zola", "zola build", "public");

  /** Zola's only required key; Hugo's is spelled without an underscore. */
  private static final Pattern ZOLA_KEY = Pattern.compile("(?m)^[ \\t]*base_url[ \\t]*=");

  private record PackageSign(String dependency, OtherGenerator generator) {}

  private record FileSign(String file, OtherGenerator generator) {}

  /** The generator that the directory's files belong to, if any. */
  static Optional<OtherGenerator> in(Path directory) throws IOException {
    Path config = directory.resolve("config.toml");
    if (Files.isRegularFile(config) && ZOLA_KEY.matcher(Workspace.text(config)).find()) {
      return Optional.of(ZOLA);
    }
    Optional<YamlMapping> json = BuildScript.packageIn(directory);
    Stream<OtherGenerator> byPackage =
        PACKAGES.stream()
            .filter(sign -> json.isPresent() && dependsOn(json.get(), sign.dependency()))
            .map(PackageSign::generator);
    Stream<OtherGenerator> byFile =
        FILES.stream()
            .filter(sign -> Files.isRegularFile(directory.resolve(sign.file())))
            .map(FileSign::generator);
    return Stream.concat(byPackage, byFile).findFirst();
  }

  /** Whether the directory's package.json has a script {@code build}. */
  static boolean hasBuildScript(Path directory) throws IOException {
    return BuildScript.packageIn(directory)
        .filter(json -> json.mapping("scripts").has("build"))
        .isPresent();
  }

  private static boolean dependsOn(YamlMapping json, String name) {
    return json.mapping("dependencies").has(name) || json.mapping("devDependencies").has(name);
  }
}
