package io.github.miragemaven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the projects under {@code src/it} with the real generators. */
class RealGeneratorsTest {

  @TempDir Path temp;

  @Test
  void jekyllDoesNotPublishPomNextToSite() throws Exception {
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp);
    project.file("mvnw", "").file("src/main/mirage/config.ml", "").file("target/page.md", "");

    StaticSite site = project.build();

    assertThat(site.directory()).isEqualTo(temp.resolve("_site"));
    assertThat(site.files()).isEqualTo(3);
    assertThat(site.directory().resolve("index.html")).content().contains("Built for production.");
    assertThat(project.lines().get(0))
        .matches("INFO Jekyll \\d[\\d.]* builds the project directory");
    assertThat(project.lines()).last().asString().startsWith("INFO site: 3 files, ");
    assertRebuildIsUpToDate(project, site);
  }

  @Test
  void jekyllRemovesDeletedPage() throws Exception {
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp);
    project.build();
    Files.delete(temp.resolve("style.css"));
    assertThat(project.build().files()).isEqualTo(2);
    assertThat(project.lines()).contains("INFO changed: _site/style.css");
  }

  @Test
  void jekyllsDestinationMayBeInHomeDirectory() throws Exception {
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp.resolve("project"));
    project.file("_config.yml", "destination: ~/published");
    project.environment("HOME", temp.toString());
    assertThat(project.build().directory()).isEqualTo(temp.resolve("published"));
  }

  @Test
  void jekyllsReasonAndNextStepAreInTheMessage() throws Exception {
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp);
    project.file("broken.html", "---\n---\n{% no_such_tag %}\n");
    assertThatThrownBy(project::build)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Unknown tag 'no_such_tag' in broken.html")
        .hasMessageNotContainingAny("\tfrom ", "Generating...");

    project.file("_config.yml", "plugins: [jekyll-no-such-plugin]");
    assertThatThrownBy(project::build)
        .hasMessageContaining("cannot load such file -- jekyll-no-such-plugin")
        .hasMessageContaining("\nRun gem install jekyll-no-such-plugin");

    String template = "gems/jekyll-4.3.1/lib/site_template/_posts/0000-00-00-welcome.markdown.erb";
    project.file("_config.yml", "");
    project.file(template, "---\ndate: <%= Time.now.strftime('%Y') %>\n---\n");
    assertThatThrownBy(project::build)
        .hasMessageContaining("\nBundler's gems are inside the site.");
    Files.delete(temp.resolve(template));

    project
        .file("_plugins/text.txt", "Größe")
        .file("_plugins/p.rb", "File.read(File.join(__dir__, 'text.txt')) =~ /x/");
    project.environment("LC_ALL", "C");
    assertThatThrownBy(project::build)
        .hasMessageContainingAll("_plugins/p.rb:1:in", "invalid byte sequence in US-ASCII")
        .hasMessageContaining("\nSet a UTF-8 locale: <siteEnvironment><LC_ALL>C.UTF-8</LC_ALL>");
  }

  @Test
  void bundlersReasonAndNextStepAreInTheMessage() throws Exception {
    RealTool.require("bundle", "bundler");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp);
    project.file("Gemfile", "gem 'jekyll'\ngem 'no-such-gem-anywhere'\n");
    assertThatThrownBy(project::build)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Could not find gem 'no-such-gem-anywhere'")
        .hasMessageEndingWith("\nRun bundle install in the project directory.");

    project.file("Gemfile", "ruby '1.8.7'\ngem 'jekyll'\n");
    assertThatThrownBy(project::build)
        .hasMessageContaining("your Gemfile specified 1.8.7")
        .hasMessageContaining("\nPut Ruby 1.8.7 first on the PATH");
  }

  @Test
  void jekyllBuildsSiteOfGitHubPagesWithoutConfiguration() throws Exception {
    RealTool.require("jekyll", "jekyll");
    SiteProject project = new SiteProject(temp.resolve("project")).onRealPath();
    project.file("src/main/site/index.html", "---\nlayout: default\n---\nHello\n");
    project.file("src/main/site/_layouts/default.html", "<body>{{ content }}</body>");
    project.file("src/main/site/_posts/2026-01-01-first.md", "---\nlayout: default\n---\n# Hi\n");
    StaticSite site = project.build();
    assertThat(site.directory()).isEqualTo(project.directory.resolve("src/main/site/_site"));
    assertThat(site.directory().resolve("index.html")).hasContent("<body>Hello\n</body>");
    assertThat(site.directory().resolve("2026/01/01/first.html")).exists();
  }

  @Test
  void hugoBuildsWithEachPlaceOfItsConfiguration() throws Exception {
    RealTool.require("hugo", "hugo");
    for (String config : List.of("config.toml", "config/production/config.toml", "hugo.toml")) {
      SiteProject project = new SiteProject(temp.resolve(config.replace('/', '-'))).onRealPath();
      project.file("src/main/site/" + config, "contentDir = 'posts'\ntitle = 'x'\n");
      project.file("src/main/site/layouts/_default/single.html", "{{ .Content }}");
      project.file("src/main/site/posts/a.md", "---\ntitle: a\n---\ntext\n");
      assertThat(project.build().directory().resolve("a/index.html")).as(config).exists();
    }
  }

  @Test
  void hugoWithoutItsThemeFails() throws Exception {
    RealTool.require("hugo", "hugo");
    SiteProject project = new SiteProject(temp.resolve("project")).onRealPath();
    project.file("src/main/site/hugo.toml", "theme = 'nice'\n");
    Files.createDirectories(project.directory.resolve("src/main/site/themes/nice"));
    for (int i = 0; i < 30; i++) {
      project.file("src/main/site/content/page" + i + ".md", "---\ntitle: x\n---\ntext\n");
    }
    assertThatThrownBy(project::build)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("contains no page (.html)")
        .hasMessageContainingAll("found no layout file for \"", "kind \"page\"", "(30 times)")
        .hasMessageEndingWith(
            "\nThe theme's directory is empty or missing. Run git submodule update --init"
                + " --recursive in src/main/site.");
  }

  @Test
  void jekyllPublishesSameFilesWithAndWithoutPom() throws Exception {
    RealTool jekyll = RealTool.require("jekyll", "jekyll");
    SiteProject alone = SiteProject.copyOf("site-jekyll", temp.resolve("alone"));
    SiteProject project = SiteProject.copyOf("site-jekyll", temp.resolve("project"));
    for (SiteProject each : List.of(alone, project)) {
      each.file("_config.yml", "title: Größe\nexclude: ['*.groovy', '*.bak', 'a # b', '<%= x %>']");
      each.file("groesse.md", "---\n---\nÄ").file("x.bak", "").file("a # b/c.txt", "");
      each.file("<%= x %>", "").file("Gemfile.txt", "").file("vendor/bundle/gem.rb", "");
    }
    Files.delete(alone.directory.resolve("pom.xml"));
    assertThat(jekyll.run(alone.directory, "build").exitCode()).isZero();
    Map<String, String> expected = contents(alone.directory.resolve("_site"));

    project.environment("JEKYLL_ENV", "development");

    assertThat(contents(project.build().directory())).isEqualTo(expected);
    assertThat(expected).containsKey("groesse.html").doesNotContainKey("x.bak");
  }

  @Test
  void octopressBuildsWithRakefile() throws Exception {
    RealTool.require("rake", "rake");
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-octopress", temp);

    StaticSite site = project.build();

    assertThat(site.directory()).isEqualTo(temp.resolve("public"));
    assertThat(site.files()).isEqualTo(2);
    assertThat(project.lines().get(0))
        .matches("INFO Octopress \\(rake \\d[\\d.]*\\) builds the project directory");
    assertRebuildIsUpToDate(project, site);
  }

  @Test
  void octopressDoesNotPublishOldSiteWhenRakeHidesFailureOfJekyll() throws Exception {
    RealTool.require("rake", "rake");
    RealTool.require("jekyll", "jekyll");
    SiteProject project = SiteProject.copyOf("site-octopress", temp);
    project.build();
    project.file("source/index.html", "---\nlayout: default\n---\n{% no_such_tag %}\n");
    assertThatThrownBy(project::build)
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("rake generate succeeded, but wrote nothing to public.");
  }

  @Test
  void bundlerRunsJekyllVersionOfLockFile() throws Exception {
    RealTool.require("jekyll", "jekyll");
    RealTool bundle = RealTool.require("bundle", "bundler");
    SiteProject project = SiteProject.copyOf("site-jekyll", temp);
    project.file("Gemfile", "gem 'jekyll'\n");
    RealTool.Outcome locked = bundle.run(temp, "lock", "--local");
    assertThat(locked.exitCode()).as(locked.text()).isZero();

    StaticSite site = project.build();

    assertThat(site.files()).isEqualTo(3);
    assertThat(project.lines().get(0))
        .matches("INFO Jekyll \\d[\\d.]* builds the project directory");
    assertRebuildIsUpToDate(project, site);
  }

  @Test
  void hugoPublishesNoDeletedPage() throws Exception {
    RealTool.require("hugo", "hugo");
    SiteProject project = SiteProject.copyOf("site-hugo", temp);

    StaticSite site = project.build();

    assertThat(site.directory()).isEqualTo(temp.resolve("target/mirage/site"));
    assertThat(site.files()).isEqualTo(3);
    assertThat(temp.resolve("src/main/site/public")).doesNotExist();
    assertThat(project.lines().get(0)).matches("INFO Hugo \\d\\S* builds src/main/site");
    assertRebuildIsUpToDate(project, site);

    Files.delete(temp.resolve("src/main/site/content/birds/kestrel.md"));
    project.build();
    assertThat(site.directory().resolve("birds/kestrel")).doesNotExist();
  }

  @Test
  void eleventyBuildsWithProjectsVersion() throws Exception {
    RealTool npm = RealTool.require("npm", "npm");
    SiteProject project = SiteProject.copyOf("site-eleventy", temp);
    RealTool.Outcome installed =
        npm.run(temp.resolve("src/main/site"), "ci", "--no-audit", "--no-fund");
    if (installed.exitCode() != 0) {
      throw RealTool.missing("npm ci failed: " + installed.text());
    }

    StaticSite site = project.build();

    assertThat(site.directory()).isEqualTo(temp.resolve("src/main/site/_site"));
    assertThat(site.files()).isEqualTo(3);
    assertThat(project.lines().get(0)).isEqualTo("INFO Eleventy 3.1.8 builds src/main/site");
    assertRebuildIsUpToDate(project, site);

    Files.delete(temp.resolve("src/main/site/about.md"));
    assertThat(project.build().files()).isEqualTo(2);
  }

  private static void assertRebuildIsUpToDate(SiteProject project, StaticSite site)
      throws Exception {
    assertThat(project.build()).isEqualTo(site);
    assertThat(project.wasUpToDate()).as("%s", project.lines()).isTrue();
    assertThat(SiteBuilder.last(project.state())).contains(site);
  }

  private static Map<String, String> contents(Path site) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(site)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        contents.put(site.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
