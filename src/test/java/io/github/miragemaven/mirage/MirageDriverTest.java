package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against the script in {@code src/it/tools} that stands in for each generation. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class MirageDriverTest extends MirageDriverContract {

  @BeforeEach
  void requireMake() {
    RealTool.require("make", "make");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.0.0  | mir-blog.xen  | mirage configure --xen --no-opam    | mirage build
          2.9.1  | mir-blog.xen  | mirage configure -t xen --no-opam   | mirage build
          3.0.0  | blog.xen      | mirage configure -t xen             | mirage build
          3.10.8 | blog.xen      | mirage configure -t xen             | mirage build
          4.0.0  | dist/blog.xen | mirage configure -f config.ml -t xen | mirage build
          4.4.2  | dist/blog.xen | mirage configure -f config.ml -t xen | mirage build
          4.5.0  | dist/blog.xen | mirage configure -f config.ml -t xen | mirage standin-build
          4.11.1 | dist/blog.xen | mirage configure -f config.ml -t xen | mirage standin-build
          """)
  void everyVersionConfiguresFetchesAndBuilds(
      String version, String kernel, String configure, String build) throws Exception {
    UnikernelProject project = project(version);
    assertThat(project.build()).isEqualTo(project.copy(kernel)).isRegularFile();
    assertThat(project.calls()).containsExactly(configure, "mirage standin-depends", build);
    assertThat(project.progress.lines())
        .contains("INFO mirage " + version + " configures blog for xen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0.0", "2.9.1", "3.10.8", "4.4.2", "4.11.1"})
  void unchangedBuildRunsNothing(String version) throws Exception {
    UnikernelProject project = project(version);
    Path kernel = project.build();
    project.startAfresh();
    assertThat(project.build()).isEqualTo(kernel);
    assertThat(project.calls()).isEmpty();
    assertThat(project.progress.lines())
        .containsExactly(
            "INFO up to date: configured: blog for xen with mirage " + version,
            "INFO up to date: kernel: "
                + directory.relativize(kernel)
                + ", "
                + Sizes.of(Files.size(kernel)));
  }

  @ParameterizedTest
  @CsvSource({
    "2.0.0, true",
    "2.9.1, true",
    "3.10.8, false",
    "4.4.2, false",
    "4.11.1, false",
  })
  void nextKernelContainsChangedPage(String version, boolean configuredAgain) throws Exception {
    UnikernelProject project = project(version);
    byte[] before = Files.readAllBytes(project.build());
    project.startAfresh();
    project.write("site/index.html", "<h1>changed</h1>");
    assertThat(Files.readAllBytes(project.build())).isNotEqualTo(before);
    assertThat(project.calls().stream().anyMatch(call -> call.startsWith("mirage configure")))
        .isEqualTo(configuredAgain);
    assertThat(project.calls()).doesNotContain("mirage standin-depends");
  }

  @Test
  void removesDeletedPageFromCopyAndKernel() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.build();
    project.delete("site/css/style.css");
    project.build();
    assertThat(project.copy("htdocs/css")).doesNotExist();
    assertThat(project.copy("dist/blog.site")).content().doesNotContain("style.css");
  }

  @Test
  void unikernelOfTheProjectNeedsNoSite() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.write(
        "src/main/mirage/config.ml",
        "open Mirage\nlet () = register \"blog\" [ main \"Unikernel\" job ]\n");
    project.hasSite = false;
    assertThat(project.build()).isRegularFile();
    assertThat(project.copy("htdocs")).doesNotExist();
  }

  @Test
  void unikernelOfTheProjectMayContainItsOwnDirectoryOfPages() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.write("src/main/mirage/htdocs/index.html", "<p>its own");
    project.hasSite = false;
    project.build();
    assertThat(project.copy("htdocs/index.html")).hasContent("<p>its own");
  }

  @Test
  void unikernelThatReadsASiteNeedsOne() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.hasSite = false;
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("config.ml reads a site from the directory htdocs")
        .hasMessageContaining("src/main/site");
  }

  @Test
  void kernelContainsHiddenDirectoriesOfSite() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.write("site/.well-known/security.txt", "Contact: nobody");
    project.write("site/_next/static/_app/app.js", "start()");
    project.build();
    assertThat(project.copy("dist/blog.site"))
        .content()
        .contains("htdocs/.well-known/security.txt", "htdocs/_next/static/_app/app.js");
  }

  @Test
  void otherTargetKeepsOldKernel() throws Exception {
    UnikernelProject project = project("4.11.1");
    Path xen = project.build();
    project.target = Target.HVT;
    assertThat(project.build()).isEqualTo(project.copy("dist/blog.hvt"));
    assertThat(xen).isRegularFile();
    assertThat(MirageDriver.lastKernel(project.state())).contains(project.copy("dist/blog.hvt"));
    assertThat(MirageDriver.lastUnikernel(project.state()).orElseThrow().target())
        .isEqualTo(Target.HVT);
  }

  @Test
  void doesNotMistakeOldKernelForNewOne() throws Exception {
    UnikernelProject project = project("4.11.1");
    Path kernel = project.build();
    project.write("target/mirage/unikernel/Makefile", "build::\n\t@touch dist/other.xen\n");
    project.depends = Depends.NEVER;
    MirageDriver builder =
        new MirageDriver(
            Programs.ofThisProcess(),
            new CommandRunner(project.progress),
            new BuildState(directory.resolve("no-state")),
            project.progress);
    ConfiguredUnikernel unikernel = MirageDriver.lastUnikernel(project.state()).orElseThrow();
    assertThatThrownBy(() -> builder.build(unikernel, project.buildSettings(), kernelFile -> false))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("created no kernel at target/mirage/unikernel/dist/blog.xen")
        .hasMessageContaining("other.xen");
    assertThat(kernel).doesNotExist();
  }

  @Test
  void passesKeysAndNewNameToConfigure() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.keys.putAll(Map.of("kv_ro", "crunch", "no-dhcp", ""));
    project.name = Optional.of("www");
    assertThat(project.build()).isEqualTo(project.copy("dist/www.xen"));
    assertThat(project.calls())
        .contains("mirage configure -f config.ml -t xen -o www --kv_ro=crunch --no-dhcp");
  }

  @Test
  void recordsContainNoSecrets() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("TOKEN", "hunter2");
    project.keys.put("kv_ro", "hunter3");
    project.build();
    try (Stream<Path> records = Files.list(directory.resolve("target/mirage/state"))) {
      assertThat(records)
          .isNotEmpty()
          .allSatisfy(record -> assertThat(record).content().doesNotContain("hunter"));
    }
    project.environment.put("TOKEN", "another");
    project.startAfresh();
    project.build();
    assertThat(project.progress.lines()).contains("INFO changed: environment.TOKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "dune, INFO changed: tool.dune",
    "ocamlc, INFO changed: tool.ocamlc",
    "solo5-elftool, INFO missing or changed since the last build: tool.solo5-elftool",
  })
  void rebuildsAfterToolUpdate(String tool, String reason) throws Exception {
    UnikernelProject project = project("4.11.1");
    Path program = directory.resolve("bin").resolve(tool);
    project.write("bin/" + tool, "version 1");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    project.environment.merge("PATH", program.getParent() + ":", (path, bin) -> bin + path);
    project.build();
    project.write("bin/" + tool, "version 1.1");
    project.startAfresh();
    project.build();
    assertThat(project.progress.lines()).contains(reason);
    assertThat(project.calls()).contains("mirage standin-build");
    project.startAfresh();
    project.build();
    assertThat(project.calls()).isEmpty();
  }

  @Test
  void toolsUseTimeOfTheBuildAndLargeStacks() throws Exception {
    UnikernelProject project = project("4.11.1");
    script(
        project,
        "mirage",
        "echo $SOURCE_DATE_EPOCH $OCAMLRUNPARAM $(ulimit -S -s) $(ulimit -H -s) >\"$0.seen\"");
    project.environment.put("OCAMLRUNPARAM", "b,l=1G");
    project.configure();
    String[] seen = Files.readString(directory.resolve("bin/mirage.seen")).strip().split(" ");
    assertThat(seen).startsWith("318211200", "l=400M,b,l=1G");
    assertThat(seen[2]).isEqualTo(seen[3]);

    project.environment.put("SOURCE_DATE_EPOCH", "1");
    project.configure();
    assertThat(directory.resolve("bin/mirage.seen")).content().startsWith("1 ");
  }

  @Test
  void rebuildsFromScratchWithAnotherTimestamp() throws Exception {
    UnikernelProject project = project("4.11.1");
    script(project, "dune", "echo dune \"$@\" >>\"$MIRAGE_STANDIN_LOG\"; exit");
    project.build();
    assertThat(project.calls()).noneMatch(call -> call.startsWith("dune"));
    project.timestamp = project.timestamp.plusSeconds(1);
    project.startAfresh();
    project.build();
    assertThat(project.progress.lines()).contains("INFO changed: outputTimestamp");
    assertThat(project.calls()).containsExactly("dune clean --root .", "mirage standin-build");
  }

  @Test
  void kernelDoesNotContainThePathsOfItsSources() throws Exception {
    RealTool cc = RealTool.require("cc", "gcc");
    RealTool.require("strip", "binutils");
    List<byte[]> kernels = new ArrayList<>();
    for (String name : List.of("one", "another directory")) {
      Path kernel = Files.createDirectories(directory.resolve(name)).resolve("multiboot.elf");
      Path source =
          Files.writeString(directory.resolve(name + "/main.c"), "int main(void) { return 0; }");
      cc.run(directory, "-g", "-Wl,--build-id", "-o", kernel, source);
      UnikernelProject project =
          UnikernelProject.withSources(kernel.getParent()).onStandIn("4.11.1");
      project.environment.put("MIRAGE_STANDIN_KERNELS", kernel.getParent().toString());
      kernels.add(Files.readAllBytes(project.build()));
      assertThat(kernels).doesNotContain(Files.readAllBytes(kernel));
    }
    assertThat(kernels.get(0)).isEqualTo(kernels.get(1));
  }

  @Test
  void rebuildsAfterPackagesAreInstalledInSwitch() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.opamSwitch = Optional.of("default");
    project.environment.put("OPAMROOT", directory.resolve("opam").toString());
    project.write("opam/default/.opam-switch/switch-state", "installed: []");
    project.build();
    project.write("opam/default/.opam-switch/switch-state", "installed: [ \"lwt.5.9.0\" ]");
    project.startAfresh();
    project.build();
    assertThat(project.progress.lines())
        .contains("INFO missing or changed since the last build: tool.opam switch");
    assertThat(project.calls()).contains("mirage standin-build");
  }

  @Test
  void rejectsNameThatIsNotAnOcamlModuleName() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.name = Optional.of("my-blog");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<unikernelName> is 'my-blog'");
  }

  @Test
  void olderMirageCannotRename() throws Exception {
    UnikernelProject project = project("4.4.2");
    project.name = Optional.of("www");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("registers 'blog', and mirage 4.4.2 cannot rename it");
    project.name = Optional.of("blog");
    assertThat(project.build()).exists();
  }

  @Test
  void rejectsMissingConfigAndConfigWithoutName() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.write("src/main/mirage/config.ml", "open Mirage\nlet () = register name []\n");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining(
            "src/main/mirage/config.ml registers no unikernel with a string literal")
        .hasMessageContaining("<unikernelName>");
    project.write(
        "src/main/mirage/config.ml",
        "let () = if x then register \"a\" [] else register \"b\" []\n");
    assertThatThrownBy(project::build).hasMessageContaining("more than one name (a, b)");
    project.name = Optional.of("www");
    assertThat(project.build()).isEqualTo(project.copy("dist/www.xen"));
    project.delete("src/main/mirage/config.ml");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("There is no config.ml in src/main/mirage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../site", "/tmp", "_build", "dist/site", "duniverse"})
  void rejectsInvalidSiteDirectory(String siteDirectory) throws Exception {
    UnikernelProject project = project("4.11.1");
    project.siteDirectory = siteDirectory;
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<siteDirectory> is '" + siteDirectory + "'");
    assertThat(project.copy("")).doesNotExist();
  }

  @Test
  void rejectsSiteWithFileNamedDune() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.write("site/books/dune", "by Frank Herbert");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("books/dune");
  }

  @Test
  void rejectsKeysThatPluginSetsItself() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.keys.put("target", "hvt");
    assertThatThrownBy(project::build).hasMessageContaining("<keys> contains 'target'");
    project.keys.clear();
    project.keys.put("--net", "socket");
    assertThatThrownBy(project::build).hasMessageContaining("<keys> contains '--net'");
  }

  @Test
  void suppliedUnikernelHasProjectsName() throws Exception {
    UnikernelProject project = UnikernelProject.withoutSources(directory).onStandIn("4.11.1");
    assertThat(project.build()).isEqualTo(project.copy("dist/my-site.xen"));
    project.network = Network.of(Optional.of("10.0.0.2/24"), Optional.of("10.0.0.1"));
    project.startAfresh();
    project.build();
    assertThat(project.calls()).contains("mirage configure -f config.ml -t xen --no-dhcp");
  }

  @ParameterizedTest
  @EnumSource(names = {"XEN", "VIRTIO", "SPT", "HVT"})
  void kernelThatReadsTheSiteFromTheDiskIsBuiltOnceForAllPages(Target target) throws Exception {
    UnikernelProject project = UnikernelProject.withoutSources(directory).onStandIn("4.11.1");
    project.target = target;
    Path kernel = project.build();
    assertThat(project.configure().siteIn()).isEqualTo(SiteIn.DISK);
    assertThat(project.copy("config.ml")).content().contains("block_of_file \"site\"");
    assertThat(project.copy("htdocs")).doesNotExist();
    project.startAfresh();
    project.write("site/index.html", "<h1>changed</h1>").write("site/dune", "a page, not a rule");
    project.timestamp = project.timestamp.plusSeconds(1);
    assertThat(project.build()).isEqualTo(kernel);
    assertThat(project.calls()).isEmpty();
  }

  @Test
  void suppliedUnikernelHasTheSiteInsideWhereWantedOrWithoutADisk() throws Exception {
    UnikernelProject project = UnikernelProject.withoutSources(directory).onStandIn("4.11.1");
    project.build();
    project.siteIn = Optional.of(SiteIn.KERNEL);
    project.build();
    assertThat(project.copy("htdocs/index.html")).hasContent("<h1>hello</h1>");
    project.siteIn = Optional.of(SiteIn.DISK);
    project.build();
    assertThat(project.copy("htdocs")).doesNotExist();
    project.siteIn = Optional.empty();
    project.target = Target.UNIX;
    assertThat(project.configure().siteIn()).isEqualTo(SiteIn.KERNEL);
  }

  @Test
  void ownUnikernelHasTheSiteInsideUnlessItReadsADisk() throws Exception {
    UnikernelProject project = project("4.11.1");
    assertThat(project.configure().siteIn()).isEqualTo(SiteIn.KERNEL);
    project.siteIn = Optional.of(SiteIn.DISK);
    assertThatThrownBy(project::configure)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("config.ml compiles the site's directory htdocs into the kernel");
    project.write(
        "src/main/mirage/config.ml",
        "let () = register \"blog\" [ main $ stack $ block_of_file \"site\" ]");
    assertThat(project.configure().siteIn()).isEqualTo(SiteIn.DISK);
    assertThat(project.copy("htdocs")).doesNotExist();
  }

  @Test
  void refusesADiskThatTheTargetDoesNotHave() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.siteIn = Optional.of(SiteIn.DISK);
    project.target = Target.UNIX;
    assertThatThrownBy(project::configure)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("a kernel for the target unix has no disk");
    assertThat(project.calls()).isEmpty();
    UnikernelProject old = project("3.8.1");
    old.siteIn = Optional.of(SiteIn.DISK);
    old.write("src/main/mirage/config.ml", "let () = register \"blog\" [ main $ block ]");
    assertThatThrownBy(old::configure)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("the Xen kernels of Mirage 3.8.1 (Mini-OS)");
    assertThat(old.calls()).isEmpty();
  }

  @Test
  void suppliedUnikernelNeedsARecentMirage() throws Exception {
    UnikernelProject project = UnikernelProject.withoutSources(directory).onStandIn("4.4.2");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("needs Mirage 4.9 or newer, and this is 4.4.2");
  }

  @Test
  void refetchesDependenciesWhenRequirementsChange() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("MIRAGE_STANDIN_DEPENDS", "missing");
    project.build();
    project.write("src/main/mirage/unikernel.ml", "module Make = struct let x = 1 end");
    project.startAfresh();
    project.build();
    assertThat(project.calls()).containsExactly("mirage standin-build");
    project.write(
        "src/main/mirage/config.ml",
        UnikernelProject.CONFIG + "let packages = [\n  package \"duration\";\n]\n");
    project.startAfresh();
    project.build();
    assertThat(project.calls()).contains("mirage standin-depends");
  }

  @Test
  void usesUsersDuniverseAsIs() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("MIRAGE_STANDIN_DEPENDS", "missing");
    project.write("src/main/mirage/duniverse/lwt/lwt.opam", "opam-version: \"2.0\"");
    project.offline = true;
    assertThat(project.build()).exists();
    assertThat(project.calls()).doesNotContain("mirage standin-depends");
    assertThat(project.copy("duniverse/lwt/lwt.opam")).exists();
  }

  @Test
  void offlineBuildDoesNotFetch() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.offline = true;
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("first build for xen")
        .hasMessageContaining("-Dmirage.depends=never");
    project.depends = Depends.NEVER;
    assertThat(project.build()).exists();
  }

  @Test
  void missingLibrarySuggestsFetchingDependencies() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.depends = Depends.NEVER;
    project.environment.put("MIRAGE_STANDIN_DEPENDS", "missing");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageStartingWith("make build failed: The library mirage-unix is missing.")
        .hasMessageContaining("-Dmirage.depends=always");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configure", "depends", "build"})
  void failureEndsWithLastLinesAndNextBuildRetries(String step) throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("MIRAGE_STANDIN_FAIL", step);
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("Its last lines were:")
        .hasMessageContaining("rror");
    assertThatThrownBy(project::build).isInstanceOf(MirageException.class);
    project.environment.remove("MIRAGE_STANDIN_FAIL");
    assertThat(project.build()).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.0", "5.0.0"})
  void rejectsUnsupportedVersion(String version) throws Exception {
    assertThatThrownBy(project(version)::build)
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("mirage " + version + " is not supported")
        .hasMessageContaining("<kernel>");
  }

  @Test
  void warnsAboutNewerMirage() throws Exception {
    UnikernelProject project = project("4.12.0");
    assertThat(project.build()).exists();
    assertThat(project.progress.lines())
        .contains(
            "WARN mirage 4.12.0 is newer than this plugin supports; using the command line of"
                + " 4.11.");
  }

  @Test
  void rejectsUnsupportedTargetBeforeRunningAnything() throws Exception {
    UnikernelProject project = project("2.9.1");
    project.target = Target.HVT;
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("mirage 2.9.1 does not support the target hvt")
        .hasMessageContaining("unix, macosx, xen.");
    assertThat(project.calls()).isEmpty();
  }

  @Test
  void missingMirageSaysHowToInstallItOrDoWithout() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("PATH", directory.toString());
    assertThatThrownBy(project::build)
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("There is no mirage on the PATH")
        .hasMessageContaining("opam install mirage")
        .hasMessageContaining("-Dmirage.kernel=FILE")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSizeLessThanOrEqualTo(3));
    project.opam = true;
    assertThatThrownBy(project::build).hasMessageContaining("There is no opam on the PATH");
  }

  @Test
  void opamRunsEverythingInTheSwitch() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.opamSwitch = Optional.of("solo5");
    project.environment.put("OPAM_STANDIN_SWITCHES", "default solo5");
    project.build();
    String make = RealTool.require("make", "make").program().toString();
    assertThat(project.calls())
        .containsExactly(
            "opam exec --switch=solo5 -- mirage configure -f config.ml -t xen",
            "mirage configure -f config.ml -t xen",
            "opam exec --switch=solo5 -- " + make + " depends",
            "mirage standin-depends",
            "opam exec --switch=solo5 -- " + make + " build",
            "mirage standin-build");
  }

  @Test
  void opamWithoutARootOrTheSwitchIsExplained() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.opamSwitch = Optional.of("nosuch");
    assertThatThrownBy(project::build)
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("opam has no such switch");
    project.environment.put("OPAM_STANDIN", "uninitialized");
    assertThatThrownBy(project::build)
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("opam init");
  }

  @Test
  void interruptedBuildLeavesNoKernelThatCountsAsBuilt() throws Exception {
    UnikernelProject project = project("4.11.1");
    project.environment.put("MIRAGE_STANDIN_SLEEP", "300");
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread maven = new Thread(() -> outcome.complete(catchThrowable(project::build)));
    maven.start();
    while (!project.calls().contains("mirage standin-build")) {
      assertThat(outcome).isNotDone();
      Thread.sleep(20);
    }
    maven.interrupt();
    assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(MirageDriver.lastKernel(project.state())).isEmpty();
    project.environment.remove("MIRAGE_STANDIN_SLEEP");
    assertThat(project.build()).exists();
  }

  @Override
  UnikernelProject onMirage(UnikernelProject project) {
    return project.onStandIn("4.11.1");
  }

  /** Puts a script first on the {@code PATH}, which runs the program of the same name if any. */
  private void script(UnikernelProject project, String program, String commands)
      throws IOException {
    Path tool = Path.of("src/it/tools").resolve(program).toAbsolutePath();
    project.write("bin/" + program, "#!/bin/sh\n" + commands + "\nexec " + tool + " \"$@\"\n");
    assertThat(directory.resolve("bin/" + program).toFile().setExecutable(true)).isTrue();
    project.environment.merge("PATH", directory.resolve("bin") + ":", (path, bin) -> bin + path);
  }

  private UnikernelProject project(String version) throws IOException {
    return UnikernelProject.withSources(directory).onStandIn(version);
  }
}
