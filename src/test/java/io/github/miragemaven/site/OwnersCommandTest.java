package io.github.miragemaven.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares sites, file by file, with those that their owners' own commands build from scratch. */
@Slow
class OwnersCommandTest {

  /** The version in the lock file of src/it/site-eleventy. */
  private static final String LOCKED = "3.1.8";

  private static final String NO_EXTRAS =
      """
      title = 'x'
      baseURL = 'https://example.org/'
      disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', '404']
      """;

  @TempDir static Path packages;
  @TempDir Path temp;

  private final Map<String, String> files = new HashMap<>();
  private SiteProject project;

  @BeforeEach
  void emptyProject() {
    project = new SiteProject(temp.resolve("project")).onRealPath();
  }

  @ParameterizedTest
  @CsvSource({"2.0.1, _site", "2.0.1, dist", "3.1.8, _site", "3.1.8, dist"})
  void eleventyWithOldOutput(String version, String output) throws Exception {
    eleventy("src/main/site", version);
    file("src/main/site/index.md", "# Home");
    file("src/main/site/page.html", "<p>{{ 1 | plus: 1 }}</p>");
    file("src/main/site/style.css", "p {}");
    file(
        "src/main/site/.eleventy.js",
        """
        module.exports = (config) => {
          config.addPassthroughCopy("style.css");
          return { dir: { output: "OUTPUT" } };
        };\
        """
            .replace("OUTPUT", output));
    file(".gitignore", "dist/\n_site/\nnode_modules\ntarget/\n");
    git("init", "--quiet");
    project.file("src/main/site/" + output + "/old.html", "{% old %}");

    String[] eleventy = {"npx", "eleventy"};
    String directory = "src/main/site/" + output;
    assertThat(published()).isEqualTo(byHand("src/main/site", directory, eleventy));

    Files.delete(project.directory.resolve("src/main/site/page.html"));
    files.remove("src/main/site/page.html");
    assertThat(published()).isEqualTo(byHand("src/main/site", directory, eleventy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0.1", "3.1.8"})
  void eleventyInProjectDirectoryBuiltTwice(String version) throws Exception {
    eleventy(".", version);
    file("pom.xml", "<project/>");
    file("index.md", "# Home");
    file("eleventy.config.js", "module.exports = (c) => c.addPassthroughCopy('**/*.css');");
    file("style.css", "p {}");

    Map<String, String> expected = byHand(".", "_site", "npx", "eleventy");
    for (int build = 0; build < 2; build++) {
      project.file("target/site/report.html", "{% no_such_tag %}").file("target/site/x.css", "");
      assertThat(published()).isEqualTo(expected);
    }
    assertThat(project.wasUpToDate()).as("%s", project.lines()).isTrue();
  }

  @Test
  void eleventyWithHookAndBuildScript() throws Exception {
    eleventy("src/main/site", LOCKED);
    file(
        "src/main/site/package.json",
        """
        {"scripts": {
          "build": "npm run build:pages && npm run build:index",
          "build:pages": "KIND=www eleventy",
          "build:index": "node index.cjs",
          "postbuild": "echo > www/built"}}\
        """);
    file("src/main/site/index.cjs", "require('fs').writeFileSync('www/search.json', '[]')");
    file("src/main/site/index.md", "# Home");
    file(
        "src/main/site/eleventy.config.mjs",
        """
        import fs from "node:fs";
        export default async function (config) {
          config.setOutputDirectory(process.env.KIND);
          config.on("eleventy.after", ({ dir }) => fs.writeFileSync("www/hook.txt", dir.output));
        }\
        """);

    Map<String, String> site = published();

    assertThat(site).isEqualTo(byHand("src/main/site", "src/main/site/www", "npm", "run", "build"));
    assertThat(site).containsOnlyKeys("index.html", "hook.txt", "search.json", "built");
    assertThat(project.lines().get(0))
        .isEqualTo("INFO Eleventy 3.1.8 (npm run build) builds src/main/site");
  }

  @Test
  void eleventyWithCommittedOutput() throws Exception {
    eleventy(".", LOCKED);
    file("index.md", "# Home");
    file("style.css", "p {}");
    file(
        "eleventy.config.cjs",
        "module.exports = (c) => { c.addPassthroughCopy('style.css');"
            + " return { dir: { output: 'docs' } } };");
    file("docs/CNAME", "example.org");
    git("init", "--quiet");
    git("add", "docs");

    for (int build = 0; build < 2; build++) {
      assertThat(published()).isEqualTo(byHand(".", "docs", "npx", "eleventy"));
      assertThat(project.lines())
          .contains(
              "WARN publishing files of docs that Eleventy did not write: CNAME (delete them if"
                  + " their sources were deleted)");
      git("add", "docs");
    }
  }

  @Test
  void eleventyReadsEnvironment() throws Exception {
    eleventy("src/main/site", LOCKED);
    file("src/main/site/index.html", "{{ url }}");
    file(
        "src/main/site/eleventy.config.cjs",
        "module.exports = (c) => c.addGlobalData('url', process.env.SITE_URL);");
    project.environment("SITE_URL", "https://one.example");
    assertThat(published()).containsEntry("index.html", "https://one.example");
    project.environment("SITE_URL", "https://two.example");
    assertThat(published()).containsEntry("index.html", "https://two.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hugo.toml", "config/_default/hugo.toml"})
  void hugoWithPublishDirectory(String config) throws Exception {
    RealTool.require("hugo", "hugo");
    file(config, NO_EXTRAS + "publishDir = 'docs'\n");
    hugoPages("");
    file("static/robots.txt", "");
    project.file("docs/old.html", "").file("target/page.md", "");

    for (int build = 0; build < 2; build++) {
      assertThat(published()).isEqualTo(byHand(".", "docs", "hugo"));
    }
    assertThat(project.directory.resolve("docs")).isDirectoryContaining("glob:**/old.html");
  }

  @Test
  void hugoWithThemeAndMountElsewhere() throws Exception {
    RealTool.require("hugo", "hugo");
    file(
        "src/main/site/hugo.toml",
        NO_EXTRAS
            + """
            themesDir = '../../../themes'
            theme = 'plain'
            [[module.mounts]]
            source = 'content'
            target = 'content'
            [[module.mounts]]
            source = '../../../notes'
            target = 'content/notes'
            """);
    file("src/main/site/content/_index.md", "Home");
    file("notes/_index.md", "Notes");
    file("themes/plain/layouts/_default/list.html", "{{ .Content }}");
    assertFollows(
        "src/main/site", "src/main/site/public", "themes/plain/layouts/_default/list.html", "hugo");
    assertFollows("src/main/site", "src/main/site/public", "notes/_index.md", "hugo");
  }

  @Test
  void hugoShowsCommit() throws Exception {
    RealTool.require("hugo", "hugo");
    file("hugo.toml", NO_EXTRAS + "enableGitInfo = true\n");
    hugoPages("{{ with .GitInfo }}{{ .Subject }}{{ end }}");
    git("init", "--quiet");
    git("add", ".");
    commit("First");
    assertThat(published().get("index.html")).contains("First");
    git("commit", "--quiet", "--amend", "--message=Second");
    assertThat(published().get("index.html")).contains("Second");
  }

  @Test
  void hugoPublishesPageWhenItsTimeHasCome() throws Exception {
    RealTool.require("hugo", "hugo");
    file("hugo.toml", NO_EXTRAS);
    hugoPages("");
    Instant due = soon();
    file("content/later.md", "---\ndate: " + due + "\n---\nLater");
    assertAppears("later/index.html", due);
  }

  @Test
  void jekyllPublishesPostWhenItsTimeHasCome() throws Exception {
    RealTool.require("jekyll", "jekyll");
    file("_config.yml", "permalink: /:title.html\ntimezone: UTC\n");
    file("index.md", "---\n---\nHome");
    Instant due = soon();
    String day = due.toString().substring(0, 10);
    file("_posts/" + day + "-later.md", "---\ndate: " + due + "\n---\nLater");
    assertAppears("later.html", due);
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
  }

  private void assertAppears(String page, Instant due) throws Exception {
    assertThat(published()).doesNotContainKey(page);
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()) + 1000);
    assertThat(published()).containsKey(page);
  }

  @Test
  void jekyllWithSourceElsewhere() throws Exception {
    RealTool.require("jekyll", "jekyll");
    file("src/main/site/_config.yml", "source: ../../../content\ndestination: ../../../www\n");
    file("content/index.md", "---\n---\nHome");
    assertFollows("src/main/site", "www", "content/index.md", "jekyll", "build");
  }

  /** Builds, changes a file outside the source directory, and builds again. */
  private void assertFollows(String source, String output, String changed, String... command)
      throws Exception {
    assertThat(published()).isEqualTo(byHand(source, output, command));
    file(changed, files.get(changed) + " edited");
    Map<String, String> site = published();
    assertThat(site).isEqualTo(byHand(source, output, command));
    assertThat(site.values()).anyMatch(page -> page.contains("edited"));
    assertThat(published()).isEqualTo(site);
    assertThat(project.wasUpToDate()).as("%s", project.lines()).isTrue();
  }

  private void file(String name, String content) throws IOException {
    files.put(name, content);
    project.file(name, content);
  }

  private void hugoPages(String more) throws IOException {
    file("layouts/_default/list.html", "<h1>{{ .Content }}</h1>" + more);
    file("layouts/_default/single.html", "<h2>{{ .Content }}</h2>");
    file("content/_index.md", "Home");
  }

  private Map<String, String> published() throws Exception {
    return contents(project.build().directory());
  }

  /** Runs the command in a fresh copy of the project, and returns the files of its output. */
  private Map<String, String> byHand(String source, String output, String... command)
      throws Exception {
    Path copy = Files.createTempDirectory(temp, "by-hand");
    SiteProject fresh = new SiteProject(copy);
    for (Map.Entry<String, String> file : files.entrySet()) {
      fresh.file(file.getKey(), file.getValue());
    }
    Path modules = project.directory.resolve(source).resolve("node_modules");
    if (Files.exists(modules)) {
      Files.createSymbolicLink(copy.resolve(source).resolve("node_modules"), modules.toRealPath());
    }
    run(copy.resolve(source), command);
    return contents(copy.resolve(output));
  }

  private static void run(Path directory, String... command) throws Exception {
    Object[] arguments = Stream.of(command).skip(1).toArray();
    RealTool.Outcome outcome = RealTool.require(command[0], command[0]).run(directory, arguments);
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
  }

  private void git(String... arguments) throws Exception {
    run(
        project.directory,
        Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
  }

  private void commit(String message) throws Exception {
    git("config", "user.name", "x");
    git("config", "user.email", "x@example.org");
    git("commit", "--quiet", "--message=" + message);
  }

  /** Links to Eleventy, which npm installs once for all tests. */
  private void eleventy(String source, String version) throws Exception {
    RealTool npm = RealTool.require("npm", "npm");
    Path installed = packages.resolve(version);
    if (Files.notExists(installed)) {
      Files.createDirectories(installed);
      String[] install = {"install", "--no-audit", "--no-fund", "@11ty/eleventy@" + version};
      if (version.equals(LOCKED)) {
        Path lock = Path.of("src/it/site-eleventy/src/main/site/package-lock.json");
        Files.copy(lock, installed.resolve("package-lock.json"));
        Files.copy(lock.resolveSibling("package.json"), installed.resolve("package.json"));
        install = new String[] {"ci", "--no-audit", "--no-fund"};
      }
      RealTool.Outcome outcome = npm.run(installed, (Object[]) install);
      if (outcome.exitCode() != 0) {
        throw RealTool.missing("npm cannot install Eleventy: " + outcome.text());
      }
    }
    Path modules = project.directory.resolve(source).resolve("node_modules");
    Files.createDirectories(modules.getParent());
    Files.createSymbolicLink(modules, installed.resolve("node_modules"));
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
