package io.github.miragemaven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands and results of the generators, with small scripts in place of the programs. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SiteBuilderTest {

  /** Prints its arguments and publishes the files named page-*. */
  private static final String JEKYLL =
      """
      if [ "$1" = --version ]; then echo jekyll 4.3.1; exit; fi
      echo "called with $* in $JEKYLL_ENV"
      mkdir -p _site && cp page-* _site && echo home > _site/index.html\
      """;

  @TempDir Path temp;
  private SiteProject project;

  @BeforeEach
  void emptyProject() {
    project = new SiteProject(temp.resolve("project"));
  }

  @Test
  void usesPlainDirectoryAsIs() throws Exception {
    project.file("src/main/site/index.html", "home").file("src/main/site/_x/y.css", "y");
    StaticSite site = project.build();
    assertThat(site.directory()).isEqualTo(project.directory.resolve("src/main/site"));
    assertThat(site.files()).isEqualTo(2);
    assertThat(project.lines().get(0)).isEqualTo("INFO using src/main/site as is (no generator)");
    assertThat(project.lines()).last().asString().startsWith("INFO site: 2 files, 5 bytes in src/");

    assertThat(project.build()).isEqualTo(site);
    assertThat(project.wasUpToDate()).isTrue();

    project.file("src/main/site/_x/y.css", "changed");
    assertThat(project.build().digest()).isNotEqualTo(site.digest());
    assertThat(project.lines()).contains("INFO changed: src/main/site/_x/y.css");
  }

  @Test
  void warnsAboutMissingIndexPage() throws Exception {
    project.file("dist/page.html", "").source("dist").generator(Generator.DIRECTORY).build();
    assertThat(project.lines()).contains("WARN dist has no index.html: the site has no front page");
  }

  @Test
  void publishesNoHiddenFilesAndPackages() throws Exception {
    project.file("src/main/site/index.html", "home").file("src/main/site/_static/x.css", "");
    project.file("src/main/site/.well-known/security.txt", "").file("src/main/site/.nojekyll", "");
    project.file("src/main/site/.git/HEAD", "").file("src/main/site/node_modules/x/y.html", "---");
    project.file("src/main/site/Gemfile", "").file("src/main/site/docs/.env", "PASSWORD=x");
    StaticSite site = project.build();
    assertThat(site.files()).isEqualTo(3);
    assertThat(site.directory().resolve(".well-known/security.txt")).exists();
    assertThat(site.directory().resolve("node_modules")).doesNotExist();
    assertThat(project.lines())
        .contains(
            "INFO not published: src/main/site/.git, src/main/site/.nojekyll,"
                + " src/main/site/Gemfile, src/main/site/docs/.env, src/main/site/node_modules");
    assertThat(project.build()).isEqualTo(site);
  }

  @Test
  void rejectsTemplatesAsFinishedSite() throws Exception {
    project.file("src/main/site/index.html", "<p>").generator(Generator.DIRECTORY);
    project.file("src/main/site/blog/post.html", "---\r\ntitle: x\r\n---\r\n");
    assertRejected(
        "src/main/site/blog/post.html begins with front matter (---), so src/main/site is not a",
        "<generator> (-Dmirage.site.generator=jekyll");
    project.file("src/main/site/blog/post.html", "--- no front matter\n").build();
    project.file("src/main/site/_layouts/default.html", "{{ content }}");
    assertRejected("src/main/site/_layouts contains templates of Jekyll");
  }

  @Test
  void rejectsProjectDirectoryAsSite() throws Exception {
    project.file("index.html", "").file("pom.xml", "");
    assertRejected("The project directory cannot be published", "src/main/site", "<source>");
    project.generator(Generator.DIRECTORY).source("..");
    assertRejected("The project directory cannot be published");
  }

  @Test
  void runsJekyllForProductionByDefault() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    project.program("jekyll", JEKYLL);
    StaticSite site = project.build();
    assertThat(project.lines())
        .startsWith(
            "INFO Jekyll 4.3.1 builds src/main/site", "OUT called with build in production");
    assertThat(site.files()).isEqualTo(2);

    project.environment("JEKYLL_ENV", "staging").build();
    assertThat(project.lines()).contains("OUT called with build in staging");
  }

  @Test
  void runsGeneratorInEveryBuildAndComparesSite() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    project.file("src/main/site/page-2", "").program("jekyll", JEKYLL);
    StaticSite site = project.build();
    assertThat(project.wasUpToDate()).isFalse();

    assertThat(project.build()).isEqualTo(site);
    assertThat(project.lines())
        .contains("OUT called with build in production")
        .last()
        .asString()
        .matches("INFO up to date: site: 3 files, 5 bytes in src/main/site/_site \\([0-9.]+ s\\)");

    project.file("src/main/site/page-1", "new");
    assertThat(project.build().digest()).isNotEqualTo(site.digest());
    assertThat(project.lines()).contains("INFO changed: src/main/site/_site/page-1");
    assertThat(project.wasUpToDate()).isFalse();
  }

  @Test
  void publishesChangeOutsideSourceDirectory() throws Exception {
    project.file("src/main/site/_config.yml", "").file("theme/footer", "2025");
    project.program("jekyll", "mkdir -p _site; cp ../../../theme/footer _site/index.html");
    project.build();
    project.file("theme/footer", "2026");
    assertThat(project.build().directory().resolve("index.html")).hasContent("2026");
  }

  @Test
  void interruptedGeneratorLeavesNoSite() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    project.program("jekyll", JEKYLL).build();
    project.program("jekyll", JEKYLL + "; exit 1");
    assertRejected("Jekyll could not build src/main/site");
    assertThat(SiteBuilder.last(project.state())).isEmpty();
  }

  @Test
  void skipsGeneratorOnRequestUntilSourceChanges() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    project.program("jekyll", JEKYLL + "; mkdir -p .jekyll-cache; date +%N > .jekyll-cache/x");
    StaticSite site = project.when(Regeneration.CHANGED).build();
    assertThat(project.build()).isEqualTo(site);
    assertThat(project.wasSkipped()).as("%s", project.lines()).isTrue();
    assertThat(SiteBuilder.last(project.state())).contains(site);

    project.file("src/main/site/page-1", "new").build();
    assertThat(project.lines()).startsWith("INFO changed: src/main/site/page-1");
  }

  @Test
  void mavenFilesAreNoSourcesOfSite() throws Exception {
    project.file("_config.yml", "").file("page-1", "").program("jekyll", JEKYLL);
    project.file("pom.xml", "<project/>").file("src/main/mirage/config.ml", "");
    project.when(Regeneration.CHANGED).build();
    project.file("pom.xml", "<project><!-- edited --></project>").file("target/page-2", "");
    project.file(".mvn/maven.config", "-ntp").file("src/main/mirage/config.ml", "edited").build();
    assertThat(project.wasSkipped()).as("%s", project.lines()).isTrue();
  }

  @Test
  void rebuildsDamagedOutput() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    project.when(Regeneration.CHANGED).program("jekyll", JEKYLL).build();

    Files.delete(project.directory.resolve("src/main/site/_site/index.html"));
    assertThat(project.build().files()).isEqualTo(2);
    assertThat(project.lines().get(0))
        .isEqualTo("INFO missing or changed since the last build: src/main/site/_site/index.html");
  }

  @Test
  void usesDestinationOutsideProject() throws Exception {
    Path out = temp.resolve("elsewhere");
    project.file("src/main/site/_config.yml", "destination: " + out);
    project.program("jekyll", "mkdir -p " + out + "; echo > " + out + "/index.html");
    assertThat(project.build().directory()).isEqualTo(out);
    assertThat(project.lines()).last().asString().contains("site: 1 file, 1 byte in " + out);
  }

  @Test
  void expandsTildeOfJekyllsDestination() throws Exception {
    Path home = temp.resolve("home");
    project.file("src/main/site/_config.yml", "destination: ~/out").environment("HOME", "" + home);
    project.program("jekyll", "mkdir -p $HOME/out; echo > $HOME/out/index.html");
    assertThat(project.build().directory()).isEqualTo(home.resolve("out"));

    // Unquoted, a tilde is YAML's null: Jekyll uses its default.
    project.file("src/main/site/_config.yml", "destination: ~");
    project.program("jekyll", "mkdir -p _site; echo > _site/index.html");
    assertThat(project.build().directory())
        .isEqualTo(project.directory.resolve("src/main/site/_site"));
  }

  @Test
  void readsDestinationFromToml() throws Exception {
    project.file(
        "src/main/site/_config.toml", "title = 'x'\ndestination = \"out\"\n[a]\nsource = 'no'\n");
    project.program("jekyll", "mkdir -p out; echo > out/index.html");
    assertThat(project.build().directory())
        .isEqualTo(project.directory.resolve("src/main/site/out"));
  }

  @Test
  void extendsExcludeListOfSiteThatContainsPom() throws Exception {
    project.file("_config.yml", "exclude: [notes, !ruby/regexp '/x$/']\n");
    project.file("pom.xml", "").file("page-1", "").program("jekyll", JEKYLL);
    project.build();
    assertThat(project.lines())
        .contains(
            "OUT called with build --config _config.yml,target/mirage/jekyll.yml in production");
    assertThat(Files.readAllLines(project.directory.resolve("target/mirage/jekyll.yml")))
        .startsWith("exclude:", "- notes", "- !ruby/regexp '/x$/'", "- pom.xml")
        .endsWith("- src/main/mirage/", "- target/");
  }

  @Test
  void excludesBuildDirectoryFromSiteConfiguredInToml() throws Exception {
    project.file("_config.toml", "title = 'x'\n").file("page-1", "").program("jekyll", JEKYLL);
    project.build();
    assertThat(Files.readAllLines(project.directory.resolve("target/mirage/jekyll.yml")))
        .contains("- target/");
  }

  @Test
  void keepsJekyllsDefaultsWithoutExcludeList() throws Exception {
    project.file("_config.yml", "title: x\n").file("page-1", "").program("jekyll", JEKYLL);
    project.build();
    assertThat(Files.readAllLines(project.directory.resolve("target/mirage/jekyll.yml")))
        .contains("- Gemfile.lock", "- node_modules", "- vendor/bundle/", "- pom.xml");
  }

  @Test
  void rejectsSiteThatContainsPomOrBuildDirectory() throws Exception {
    project.file("eleventy.config.js", "").file("pom.xml", "").file("target/x.txt", "");
    project.program("eleventy", "mkdir -p _site/target; echo > _site/x.html; cp pom.xml _site");
    assertRejected("Eleventy copied pom.xml of the Maven project", ".eleventyignore");

    project.program(
        "eleventy", "mkdir -p _site/target; echo > _site/x.html; cp target/x.txt _site/target");
    assertRejected("Eleventy copied target of the Maven project into the site");

    project.program("eleventy", "mkdir -p _site/target; echo > _site/target/index.html");
    assertThat(project.build().files()).isEqualTo(1);
  }

  @Test
  void runsBundlerIfThereIsAGemfile() throws Exception {
    project.file("src/main/site/Gemfile", "gem 'jekyll'\n");
    project.file("src/main/site/Gemfile.lock", "GEM\n  specs:\n    jekyll (4.2.2)\n");
    project.program("bundle", "echo \"bundle $*\"; mkdir _site; echo > _site/index.html").build();
    assertThat(project.lines())
        .startsWith("INFO Jekyll 4.2.2 builds src/main/site", "OUT bundle exec jekyll build");
  }

  @Test
  void failsWhenOctopressWritesNothing() throws Exception {
    project.file("Rakefile", "public_dir = 'htdocs'  # compiled\ntask :generate do\nend\n");
    project.file("_config.yml", "");
    project.file("source/page.md", "");
    project.program("rake", "mkdir -p htdocs; echo > htdocs/index.html");
    assertThat(project.build().directory()).isEqualTo(project.directory.resolve("htdocs"));

    project.file("source/page.md", "changed").program("rake", "echo 'jekyll: not found'");
    assertRejected(
        "rake generate succeeded, but wrote nothing to htdocs.",
        "From its output:\n  jekyll: not found\n",
        "<output>");
  }

  @Test
  void hugoBuildsIntoEmptyDirectoryOrConfiguredOutput() throws Exception {
    project.file("src/main/site/hugo.toml", "");
    project.program(
        "hugo",
        "if [ \"$1\" = version ]; then echo hugo v0.111.3+extended linux/amd64; exit; fi\n"
            + "out=${2-public}; echo \"$*\"; mkdir -p $out; date > $out/page-$(ls | wc -l).html");
    project.file("target/mirage/site/old/page.html", "");
    StaticSite site = project.build();
    assertThat(site.directory()).isEqualTo(project.directory.resolve("target/mirage/site"));
    assertThat(site.files()).isEqualTo(1);
    assertThat(project.lines())
        .startsWith(
            "INFO Hugo 0.111.3+extended builds src/main/site",
            "OUT --destination " + site.directory());

    assertThat(project.output("public").build().directory())
        .isEqualTo(project.directory.resolve("src/main/site/public"));
    assertThat(project.lines()).contains("OUT ");
  }

  @Test
  void filesThatGeneratorWritesNextToSourcesAreNoChange() throws Exception {
    project
        .when(Regeneration.CHANGED)
        .file("src/main/site/hugo.toml", "")
        .file("src/main/site/content/page.md", "one");
    project.program(
        "hugo",
        """
        if [ "$1" = version ]; then echo hugo v0.111.3; exit; fi
        cp content/page.md $2/index.html; cp content/page.md hugo_stats.json
        mkdir -p assets/made; date +%N > assets/made/cache\
        """);
    project.build();
    project.build();
    assertThat(project.wasSkipped()).as("%s", project.lines()).isTrue();

    project.file("src/main/site/hugo_stats.json", "edited").build();
    assertThat(project.lines()).startsWith("INFO changed: src/main/site/hugo_stats.json");
  }

  @Test
  void rebuildsPageSavedDuringBuild() throws Exception {
    project.when(Regeneration.CHANGED).file("src/main/site/page.md", "one").output("out");
    project.command("mkdir -p out; cp page.md out/index.html; echo two > page.md").build();
    assertThat(project.build().directory().resolve("index.html")).hasContent("two");
    assertThat(project.lines()).startsWith("INFO changed: src/main/site/page.md");
  }

  @Test
  void findsVersionAfterOtherLinesOfWrapper() throws Exception {
    project.file("src/main/site/hugo.toml", "");
    project.program(
        "hugo",
        """
        if [ "$1" = version ]; then
          echo 'hugo wrapper: using the version of .hugo-version'
          echo 'hugo v0.140.0-3f35721f+extended linux/amd64 BuildDate=2024-12-17T16:20:43Z'
          exit
        fi
        echo > $2/index.html\
        """);
    project.build();
    assertThat(project.lines())
        .startsWith("INFO Hugo 0.140.0-3f35721f+extended builds src/main/site");
    project.program("hugo", "[ \"$1\" = version ] && echo 'using 1 of 2' || echo > $2/index.html");
    project.build();
    assertThat(project.lines()).startsWith("INFO Hugo builds src/main/site");
  }

  @Test
  void runsBuildScriptWithPackageManagerOfLockFile() throws Exception {
    project.file("src/main/site/.eleventy.js", "").file("yarn.lock", "");
    project.file(
        "src/main/site/package.json",
        """
        {"scripts": {
          "build": "run-s build:*",
          "build:site": "MODE=x npx @11ty/eleventy --input=pages --output='www' && minify www",
          "build:css": "sass a b"}}\
        """);
    project.program("eleventy", "exit 1");
    String build = "echo called with $*; mkdir -p www; echo home > www/index.html";
    project.program("npm", build);
    assertThat(project.build().directory())
        .isEqualTo(project.directory.resolve("src/main/site/www"));
    project.program("yarn", build).build();
    assertThat(project.lines())
        .startsWith(
            "INFO Eleventy (yarn run build) builds src/main/site", "OUT called with run build");

    project.file("src/main/site/package.json", "{\"scripts\": {\"build\": \"tsc\"}}");
    project.program("eleventy", "mkdir _site; echo > _site/index.html").build();
    assertThat(project.lines()).startsWith("INFO Eleventy builds src/main/site");
  }

  @Test
  void outputContainsNoPageOfDeletedSource() throws Exception {
    project.file("src/main/site/.eleventy.js", "").file("src/main/site/page-1", "");
    project.file("src/main/site/page-2", "").file("src/main/site/_site/page-0", "");
    String publish = "mkdir -p OUT; cp page-* OUT; echo > OUT/index.html";
    project.program("eleventy", publish.replace("OUT", "_site"));
    assertThat(project.build().files()).isEqualTo(3);
    Files.delete(project.directory.resolve("src/main/site/page-1"));
    assertThat(project.build().files()).isEqualTo(2);

    project.file(
        "src/main/site/package.json", "{\"scripts\": {\"build\": \"eleventy --output www\"}}");
    project.program("npm", publish.replace("OUT", "www"));
    assertThat(project.build().files()).isEqualTo(2);
    Files.delete(project.directory.resolve("src/main/site/page-2"));
    project.file("src/main/site/page-3", "");
    assertThat(project.build().files()).isEqualTo(2);
  }

  @Test
  void keepsCheckoutInOutput() throws Exception {
    project.file("src/main/site/.eleventy.js", "").file("src/main/site/_site/.git/HEAD", "x");
    project.program("eleventy", "echo > _site/index.html");
    project.build();
    assertThat(project.build().files()).isEqualTo(1);
    assertThat(project.directory.resolve("src/main/site/_site/.git/HEAD")).hasContent("x");
  }

  @Test
  void mentionsBuildScriptThatRunsMoreThanHugo() throws Exception {
    project.file("src/main/site/hugo.toml", "").program("hugo", "echo > $2/index.html");
    project.file("src/main/site/package.json", "{\"scripts\": {\"build\": \"hugo\"}}").build();
    assertThat(project.lines().get(0)).isEqualTo("INFO Hugo builds src/main/site");
    project.file(
        "src/main/site/package.json",
        "{\"scripts\": {\"build\": \"hugo --minify && pagefind --site public\"}}");
    project.build();
    assertThat(project.lines().get(0))
        .isEqualTo(
            "INFO the build script in src/main/site/package.json runs more than hugo; to run it,"
                + " set <command>npm run build</command> and <output>public</output>");
  }

  @Test
  void rejectsFilesInOutputThatMayBeOldPages() throws Exception {
    project.file(
        "src/main/site/package.json", "{\"scripts\": {\"build\": \"eleventy --output www\"}}");
    project.file("src/main/site/.eleventy.js", "").file("src/main/site/www/CNAME", "example.org");
    project.program("eleventy", "").program("npm", "echo > www/index.html");
    assertRejected(
        "src/main/site/www contains files that Eleventy did not write: CNAME.",
        "Delete src/main/site/www, or set <output> (-Dmirage.site.output=www)");
    assertThat(project.directory.resolve("src/main/site/www/CNAME")).exists();
    assertThat(project.output("www").build().files()).isEqualTo(2);
  }

  @Test
  void findsGeneratorOnConfiguredPath() throws Exception {
    project.file("src/main/site/_config.yml", "").file("src/main/site/page-1", "");
    Path bin = temp.resolve("ruby/bin");
    project.program("jekyll", JEKYLL);
    Files.createDirectories(bin.getParent());
    Files.move(temp.resolve("bin"), bin);
    assertMissing(Generator.JEKYLL, "jekyll, which is not on the PATH");
    project.environment("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    assertThat(project.build().files()).isEqualTo(2);
  }

  @Test
  void saysHowToInstallMissingGeneratorOrSkipIt() throws Exception {
    project.file("src/main/site/hugo.toml", "");
    assertThatThrownBy(project::build)
        .isInstanceOf(MissingGeneratorException.class)
        .hasMessageContainingAll("src/main/site needs hugo", "apt-get install hugo", "brew")
        .hasMessageContaining("<generator>directory</generator>")
        .hasMessageEndingWith("or skip it with -Dmirage.site.skip.");
    assertMissing(Generator.JEKYLL, "src/main/site needs jekyll", "gem install jekyll");
    assertMissing(Generator.OCTOPRESS, "src/main/site needs rake", "gem install rake");
    assertMissing(Generator.ELEVENTY, "src/main/site needs eleventy", "npm install");
    project.file("src/main/site/Gemfile", "");
    assertMissing(Generator.JEKYLL, "needs bundle (it has a Gemfile)", "bundle install");
  }

  @Test
  void suggestsNpmCiIfEleventyIsNotInstalled() throws Exception {
    project.file("src/main/site/package.json", "{\"dependencies\": {\"@11ty/eleventy\": \"3\"}}");
    assertRejected("Eleventy is not installed: src/main/site/package.json", "Run npm ci in src/");
  }

  @Test
  void runsUserCommandInSourceDirectory() throws Exception {
    project.file("src/main/site/words.txt", "hello");
    project.command("mkdir -p out && cp words.txt out/index.html && echo $MOOD").output("out");
    StaticSite site = project.environment("MOOD", "good").build();
    assertThat(project.lines()).contains("OUT good");
    assertThat(site.directory().resolve("index.html")).hasContent("hello");
    project.when(Regeneration.CHANGED).build();
    assertThat(Files.readString(project.directory.resolve("target/mirage/state/site.properties")))
        .doesNotContain("good");
  }

  @Test
  void requiresOutputOfCommandUnlessJekyllConfiguresIt() throws Exception {
    project.file("src/main/site/page.html", "").command("mkdir -p www; echo > www/index.html");
    assertRejected("The output directory of 'mkdir -p www", "<output>");
    project.file("src/main/site/_config.yml", "destination: www");
    assertThat(project.build().files()).isEqualTo(1);
  }

  @Test
  void failureEndsWithLastLinesAndNextBuildRetries() throws Exception {
    project.file("src/main/site/page.html", "").output("out");
    project.command("echo first; echo 'page.html:7: no such layout' >&2; exit 3");
    for (int i = 0; i < 2; i++) {
      assertRejected(
          "The command could not build src/main/site",
          "exit code 3",
          "exit code 3:\n  page.html:7: no such layout");
      assertThat(project.lines()).contains("OUT page.html:7: no such layout");
    }
    assertThat(SiteBuilder.last(project.state())).isEmpty();
  }

  @Test
  void namesExpectedOutputDirectory() throws Exception {
    project.file("src/main/site/page.html", "").output("dist").command("true");
    assertRejected("src/main/site/dist is not a directory", "-Dmirage.site.output=");
    project.command("mkdir -p dist/sub");
    assertRejected("The command succeeded, but src/main/site/dist contains no page (.html).");
  }

  @Test
  void namesNextStepAfterKnownFailure() throws Exception {
    project.file("src/main/site/page.html", "").output("out");
    assertNextStep(
        "Could not find gem 'jekyll-feed' in locally installed gems. (Bundler::GemNotFound)",
        "Run bundle install in src/main/site.");
    assertNextStep(
        "Could not find 'bundler' (2.6.1) required by your /blog/Gemfile.lock.",
        "Run gem install bundler -v 2.6.1.");
    assertNextStep(
        "Your Ruby version is 3.1.2, but your Gemfile specified 2.7.0"
            + " (Bundler::RubyVersionMismatch)",
        "Put Ruby 2.7.0 first on the PATH");
    assertNextStep(
        "bundled_gems.rb:82:in 'Kernel.require': cannot load such file -- csv (LoadError)",
        "Run gem install csv");
    assertNextStep(
        "### You haven't set anything up yet. First run `rake install` to set up a theme.",
        "Run rake install in src/main/site.");
    assertNextStep(
        "_plugins/p.rb:2:in `<top>': invalid byte sequence in US-ASCII (ArgumentError)",
        "\nSet a UTF-8 locale: <siteEnvironment><LC_ALL>");
    assertNextStep(
        "[11ty] 3. Cannot find package 'markdown-it' imported from /x.mjs",
        "Run npm ci in src/main/site");
    assertNextStep(
        "Error: module \"nope\" not found; either add it as a Hugo Module or store it in themes",
        "git submodule update --init --recursive");
    assertNextStep(
        "fatal: detected dubious ownership in repository at '/builds/blog'",
        "Run git config --global --add safe.directory /builds/blog.");
    assertNextStep(
        "Error: error:0308010C:digital envelope routines::unsupported",
        "<NODE_OPTIONS>--openssl-legacy-provider</NODE_OPTIONS>");
    assertNextStep("sh: 1: pandoc: not found", "Install pandoc");
    project.file("src/main/site/package.json", "{}");
    assertNextStep("sh: 1: eleventy: not found", "Run npm ci in src/main/site");
    project.environment("NODE_ENV", "production");
    assertNextStep("sh: 1: eleventy: not found", "Run npm ci --include=dev in src/main/site");
    assertNextStep(
        "Invalid date '<%= Time.now %>': Document 'gems/ruby/jekyll-4.3.1/lib/site_template/x.erb'"
            + " does not have a valid date in the YAML front matter.",
        "Add gems to exclude: in Jekyll's configuration.");
    project.file("src/main/site/Gemfile", "");
    assertNextStep(
        "cannot load such file -- csv (LoadError)", "Add gem 'csv' to the Gemfile, and run bundle");
  }

  private void assertNextStep(String output, String step) throws Exception {
    project.file("src/main/site/output.txt", output + "\n");
    project.command("cat output.txt; exit 1");
    assertRejected("exit code 1:\n  ", output, step);
  }

  @Test
  void failsIfHugoWritesNoPageWithoutItsTheme() throws Exception {
    project.file("src/main/site/hugo.toml", "theme = 'nice'").file(".gitmodules", "");
    project.program(
        "hugo",
        """
        if [ "$1" = version ]; then echo hugo v0.111.3; exit; fi
        for i in 1 2 3; do echo 'WARN found no layout file for "HTML" for kind "page"'; done
        echo > $2/index.xml\
        """);
    assertRejected(
        "Hugo succeeded, but target/mirage/site contains no page (.html). From its output:\n",
        "  WARN found no layout file for \"HTML\" for kind \"page\" (3 times)\n",
        "Run git submodule update --init --recursive in src/main/site.");
  }

  @Test
  void rejectsOutputThatContainsSources() throws Exception {
    project.file("src/main/site/page.html", "").command("true").output(".");
    assertRejected("would be written to src/main/site, which contains its sources");
    project.file("src/main/site/_config.yml", "destination: ../..");
    assertRejected("which contains its sources");
    project.file("target/mirage/site/hugo.toml", "").file("target/mirage/site/page.md", "");
    SiteProject inOutput = new SiteProject(project.directory).source("target/mirage/site");
    assertThatThrownBy(inOutput::build).hasMessageContaining("which contains its sources");
    assertThat(project.directory.resolve("target/mirage/site/page.md")).exists();
  }

  @Test
  void namesLineOfInvalidYaml() throws Exception {
    project.file("src/main/site/_config.yml", "title: x\nplugins: [a\nurl: y\n");
    assertRejected("src/main/site/_config.yml is not valid: line 3: ");
    project.file("src/main/site/_config.yml", "just words");
    assertRejected("src/main/site/_config.yml does not consist of keys");
  }

  private void assertMissing(Generator generator, String... words) {
    project.generator(generator);
    assertThatThrownBy(project::build)
        .isInstanceOf(MissingGeneratorException.class)
        .hasMessageContainingAll(words);
  }

  private void assertRejected(String... words) {
    assertThatThrownBy(project::build)
        .isInstanceOf(SiteException.class)
        .hasMessageContainingAll(words);
  }
}
