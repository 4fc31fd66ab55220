package io.github.miragemaven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SiteInventoryTest {

  @TempDir Path project;
  private final RecordedProgress progress = new RecordedProgress();
  private Path site;

  @BeforeEach
  void createTwoPages() throws Exception {
    site = project.resolve("site");
    Files.createDirectories(site.resolve("blog"));
    Files.writeString(site.resolve("index.html"), "home");
    Files.writeString(site.resolve("blog/a.html"), "a page");
  }

  @Test
  void countsFilesAndBytesAndDigestsPathsAndContents() throws Exception {
    StaticSite seen = inventory(site);
    assertThat(seen.directory()).isEqualTo(site);
    assertThat(seen.files()).isEqualTo(2);
    assertThat(seen.bytes()).isEqualTo(10);
    assertThat(seen.digest())
        .isEqualTo(
            Sha256.of(
                "blog/a.html\0"
                    + Sha256.of("a page")
                    + "\0index.html\0"
                    + Sha256.of("home")
                    + "\0"));
  }

  @Test
  void digestDoesNotDependOnLocation() throws Exception {
    Path copy = project.resolve("elsewhere/copy");
    Files.createDirectories(copy.resolve("blog"));
    Files.writeString(copy.resolve("blog/a.html"), "a page");
    Files.writeString(copy.resolve("index.html"), "home");
    assertThat(inventory(copy).digest()).isEqualTo(inventory(site).digest());

    Files.move(copy.resolve("blog/a.html"), copy.resolve("blog/b.html"));
    assertThat(inventory(copy).digest()).isNotEqualTo(inventory(site).digest());
  }

  @Test
  void linkInsideSiteCountsAsItsTarget() throws Exception {
    link("blog/index.html", "a.html");
    link("chain.html", "blog/index.html");
    link("news", "blog");
    link("absolute.html", site.resolve("index.html").toString());
    link("up.html", "news/../index.html");
    StaticSite seen = inventory(site);
    assertThat(seen.files()).isEqualTo(8);

    Files.delete(site.resolve("chain.html"));
    Files.writeString(site.resolve("chain.html"), "a page");
    assertThat(inventory(site).digest()).isEqualTo(seen.digest());
  }

  @Test
  void rejectsLinksOutOfSite() throws Exception {
    Files.writeString(project.resolve("secret.txt"), "");
    assertRejected("x", "../secret.txt", "site/x is a link out of the site, to ");
    assertRejected("x", "/etc/passwd", "site/x is a link out of the site, to /etc/passwd");
    assertRejected("x", "/", "site/x is a link out of the site, to /");
    assertRejected("blog/x", "../..", "site/blog/x is a link out of the site");
  }

  @Test
  void rejectsLinkBackIntoSiteThroughOutside() throws Exception {
    Files.createSymbolicLink(project.resolve("back"), site.resolve("index.html"));
    assertRejected("x", "../back", "site/x is a link out of the site");
  }

  @Test
  void rejectsChainOfLinksThatEndsOutside() throws Exception {
    Files.writeString(project.resolve("secret.txt"), "");
    link("z", "../secret.txt");
    assertRejected("a", "z", "site/a is a link out of the site");
  }

  @Test
  void rejectsBrokenLinksAndLoops() throws Exception {
    assertRejected("x", "gone.html", "site/x is a link to site/gone.html, which does not exist");
    assertRejected("x", "gone/page.html", "site/x is a link to ");
    assertRejected("x", "x", "site/x is a link to itself");
    assertRejected("blog/x", ".", "site/blog/x is a link to a directory that contains it");
    assertRejected("blog/x", "..", "site/blog/x is a link to a directory that contains it");
  }

  @Test
  void rejectsDirectoriesThatLinkToEachOther() throws Exception {
    Files.createDirectories(site.resolve("one"));
    Files.createDirectories(site.resolve("two"));
    link("one/two", "../two");
    link("two/one", "../one");
    assertThatThrownBy(() -> inventory(site))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("site/one/two/one is a link to a directory that contains it");
  }

  @Test
  void rejectsSpecialFiles() throws Exception {
    RealTool.require("mkfifo", "coreutils").run(site, "pipe");
    assertThatThrownBy(() -> inventory(site))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("site/pipe is neither a file nor a directory");
  }

  @Test
  void rejectsSiteOfEmptyDirectories() throws Exception {
    Files.createDirectories(project.resolve("empty/blog"));
    assertThatThrownBy(() -> inventory(project.resolve("empty")))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("The site in empty is empty");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void rejectsNamesThatThisLocaleCannotDecode() throws Exception {
    RealTool.require("sh", "dash").run(site, "-c", "touch \"$(printf 'caf\\351.html')\"");
    assertThatThrownBy(() -> inventory(site))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContainingAll("has a name that Java cannot decode", "LC_ALL=C.UTF-8");
  }

  @Test
  void namesUnreadableFile() throws Exception {
    assumeFalse(Files.isReadable(withoutPermission("blog/a.html")), "root reads everything");
    assertThatThrownBy(() -> inventory(site))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("site/blog/a.html is part of the site, but not readable");
  }

  private Path withoutPermission(String name) throws Exception {
    return Files.setPosixFilePermissions(
        site.resolve(name), PosixFilePermissions.fromString("---------"));
  }

  private void link(String name, String target) throws Exception {
    Files.createSymbolicLink(site.resolve(name), Path.of(target));
  }

  @Test
  void leavesOutWhatIsNotPublished() throws Exception {
    Files.createDirectories(site.resolve(".git"));
    Files.writeString(site.resolve(".git/HEAD"), "secret");
    Files.createDirectories(site.resolve("docs"));
    Files.writeString(site.resolve("docs/.git"), "gitdir: ..");
    Files.createSymbolicLink(site.resolve("docs/home.html"), Path.of("../index.html"));
    StaticSite published = inventory(site);
    assertThat(published.files()).isEqualTo(3);
    assertThat(published.directory()).isEqualTo(project.resolve("target/mirage/published"));
    assertThat(published.directory().resolve("docs/home.html")).isRegularFile().hasContent("home");
    try (Stream<Path> tree = Files.walk(published.directory())) {
      assertThat(tree.filter(Files::isRegularFile)).hasSize(3);
    }
    assertThat(progress.lines()).hasSize(1).first().asString().startsWith("INFO not published: ");
  }

  private void assertRejected(String name, String target, String message) throws Exception {
    link(name, target);
    assertThatThrownBy(() -> inventory(site))
        .as("%s -> %s", name, target)
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith(message);
    Files.delete(site.resolve(name));
  }

  private StaticSite inventory(Path directory) throws Exception {
    SiteSettings settings =
        new SiteSettings(
            project,
            Path.of("target"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    Workspace workspace =
        new Workspace(
            settings, directory, Programs.of(Map.of()), new CommandRunner(progress), progress);
    return SiteInventory.of(
        directory,
        name -> !name.equals(".git"),
        workspace,
        new FileDigests(project.resolve("target/digests")));
  }
}
