package io.github.miragemaven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteDetectorTest {

  @TempDir Path project;

  @ParameterizedTest
  @CsvSource({
    "JEKYLL, _config.yml",
    "JEKYLL, _config.yaml",
    "JEKYLL, _config.toml",
    "JEKYLL, Rakefile _config.yml source/index.html",
    "JEKYLL, _posts/2026-01-01-x.md",
    "JEKYLL, _layouts/default.html index.html",
    "HUGO, hugo.toml",
    "HUGO, hugo.yml",
    "HUGO, config.json content/_index.md",
    "HUGO, config/_default/hugo.yaml",
    "HUGO, config/production/hugo.toml",
    "HUGO, config/staging/config.toml layouts/index.html",
    "HUGO, config.toml themes/nice/layouts/index.html",
    "ELEVENTY, .eleventy.js",
    "ELEVENTY, eleventy.config.mjs index.html",
    "DIRECTORY, index.html style.css config.json",
    "DIRECTORY, index.html config/production/config.json",
  })
  void detectsGeneratorFromItsFiles(Generator generator, String files) throws Exception {
    for (String name : files.split(" ", -1)) {
      file("src/main/site/" + name, "");
    }
    assertThat(find())
        .isEqualTo(new SiteDetector.Found(project.resolve("src/main/site"), generator));
  }

  @ParameterizedTest
  @CsvSource({
    "gem 'jekyll'",
    "  gem \"jekyll\", \"~> 4.3\"",
    "gem('jekyll', '4.3')",
    "gem 'github-pages', group: :jekyll_plugins",
    "gem 'jekyll-theme-minimal'",
  })
  void detectsJekyllFromGemfile(String line) throws Exception {
    file("src/main/site/Gemfile", "source 'x'\n" + line + "\n");
    assertThat(find().generator()).isEqualTo(Generator.JEKYLL);
  }

  @Test
  void recognizesHugoByKeyOfItsOldConfiguration() throws Exception {
    file("src/main/site/config.toml", "title = 'x'\nContentDir = 'posts'\n");
    file("src/main/site/posts/a.md", "");
    assertThat(find().generator()).isEqualTo(Generator.HUGO);
  }

  @ParameterizedTest
  @CsvSource({
    "OCTOPRESS, task :generate do, source/index.html",
    "OCTOPRESS, multitask generate: [:clean] do, source/index.html",
    "JEKYLL, task :test do, source/index.html",
    "JEKYLL, task :generate_cv do, source/index.html",
    "JEKYLL, task :generate do, index.html",
  })
  void tellsOctopressFromJekyllByItsTask(Generator generator, String task, String page)
      throws Exception {
    file("src/main/site/_config.yml", "");
    file("src/main/site/Rakefile", task + "\nend\n");
    file("src/main/site/" + page, "");
    assertThat(find().generator()).isEqualTo(generator);
  }

  @Test
  void suggestsRakeInstallForOctopressWithoutSource() throws Exception {
    file("src/main/site/_config.yml", "source: source\n");
    file("src/main/site/Rakefile", "task :install, :theme do |t|\nend\ntask :generate do\nend\n");
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageContainingAll("an Octopress site without source/", "Run rake install");
  }

  @ParameterizedTest
  @CsvSource({
    "Hexo, npx hexo generate, public, package.json, '{\"dependencies\": {\"hexo\": \"7\"}}'",
    "Vite, npm run build, dist, package.json, '{\"devDependencies\": {\"vite\": \"7\"}}'",
    "Zola, zola build, public, config.toml, 'base_url = \"https://example.org\"'",
    "MkDocs, mkdocs build, site, mkdocs.yml, 'site_name: x'",
  })
  void suggestsCommandOfOtherGenerator(
      String name, String command, String output, String file, String content) throws Exception {
    file("src/main/site/" + file, content);
    file("src/main/site/_config.yml", "");
    file("src/main/site/content/_index.md", "");
    file("src/main/site/index.html", "");
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("src/main/site contains the sources of " + name)
        .hasMessageContaining("<command>" + command + "</command>")
        .hasMessageContaining("<output>" + output + "</output>");
  }

  @Test
  void suggestsBuildScriptOfPackageJson() throws Exception {
    file("src/main/site/index.html", "");
    file("src/main/site/package.json", "{\"scripts\": {\"build\": \"node build.js\"}}");
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Set <command>npm run build</command>")
        .hasMessageContaining("<generator>directory</generator>");
    assertThat(
            find(Optional.empty(), Optional.of(Generator.DIRECTORY), Optional.empty()).generator())
        .isEqualTo(Generator.DIRECTORY);
  }

  @Test
  void projectWithScriptsForOtherThingsHasNoSite() throws Exception {
    file("package.json", "{\"scripts\": {\"build\": \"tsc\"}}");
    assertThatThrownBy(this::find).isInstanceOf(NoSiteException.class);
  }

  @Test
  void detectsEleventyFromPackageJsonIndentedWithTabs() throws Exception {
    file(
        "src/main/site/package.json",
        "{\n\t\"devDependencies\": {\n\t\t\"@11ty/eleventy\": \"^3\"\n\t}\n}\n");
    assertThat(find().generator()).isEqualTo(Generator.ELEVENTY);
  }

  @Test
  void usesProjectDirectoryWithGeneratorFiles() throws Exception {
    file("hugo.toml", "");
    assertThat(find()).isEqualTo(new SiteDetector.Found(project, Generator.HUGO));
  }

  @Test
  void prefersSiteDirectoryToProjectDirectory() throws Exception {
    file("hugo.toml", "");
    file("src/main/site/index.html", "");
    assertThat(find().generator()).isEqualTo(Generator.DIRECTORY);
  }

  @Test
  void listsKnownFilesWhenNothingIsDetected() throws Exception {
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageContainingAll("There is no site: src/main/site does not exist", "_config.yml")
        .hasMessageContainingAll("-Dmirage.site.source=", "<command>");
    file("src/main/site/readme.txt", "");
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("src/main/site contains no site that this plugin recognizes.");
  }

  @Test
  void rejectsDirectoryThatMatchesTwoGenerators() throws Exception {
    file("src/main/site/_config.yml", "");
    file("src/main/site/hugo.toml", "");
    assertThatThrownBy(this::find)
        .isInstanceOf(SiteException.class)
        .hasMessageContainingAll(
            "src/main/site matches more than one", "jekyll, hugo", "<generator>");
  }

  @Test
  void readsPackageJsonWithEscapes() throws Exception {
    file(
        "src/main/site/package.json",
        "{\n"
            + "\t\"name\": \"a\\/b \\\\/ \\u00e9\", \"dependencies\": {\"@11ty\\/eleventy\":"
            + " \"3\"}\n"
            + "}");
    assertThat(find().generator()).isEqualTo(Generator.ELEVENTY);
  }

  @Test
  void ignoresInvalidPackageJson() throws Exception {
    file("src/main/site/hugo.toml", "");
    file("src/main/site/package.json", "{\n  \"dependencies\": {]\n}");
    assertThat(find().generator()).isEqualTo(Generator.HUGO);
  }

  @Test
  void namesMissingSourceDirectory() {
    assertThatThrownBy(() -> find(Optional.of(Path.of("blog")), Optional.empty(), Optional.empty()))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("The site's source directory blog does not exist.\nSet <source>");
  }

  @Test
  void rejectsContradictorySettings() throws Exception {
    file("src/main/site/index.html", "");
    assertThatThrownBy(
            () -> find(Optional.empty(), Optional.of(Generator.HUGO), Optional.of("make")))
        .isInstanceOf(SiteException.class)
        .hasMessageContainingAll("<generator> (hugo)", "<command> (make)");
    assertThatThrownBy(
            () -> find(Optional.empty(), Optional.of(Generator.COMMAND), Optional.empty()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Set <command> (-Dmirage.site.command=...)");
  }

  private SiteDetector.Found find() throws Exception {
    return find(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private SiteDetector.Found find(
      Optional<Path> source, Optional<Generator> generator, Optional<String> command)
      throws Exception {
    return new SiteDetector(
            new SiteSettings(
                project, Path.of("target"), source, generator, command, Optional.empty(), Map.of()))
        .find();
  }

  private void file(String name, String content) throws Exception {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
