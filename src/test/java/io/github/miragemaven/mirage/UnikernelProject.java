package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project with a site and, where wanted, a unikernel of its own, and what is set for it. */
final class UnikernelProject {

  static final String CONFIG =
      """
      open Mirage

      let main = main "Unikernel.Make" (stackv4v6 @-> kv_ro @-> job)
      let stack = generic_stackv4v6 default_network
      let () = register "blog" [ main $ stack $ generic_kv_ro "htdocs" ]
      """;

  static final Network DHCP = new Network(Optional.empty(), Optional.empty());

  final Path directory;
  final Map<String, String> environment = new TreeMap<>();
  final Map<String, String> keys = new TreeMap<>();
  RecordedProgress progress = new RecordedProgress();
  Target target = Target.XEN;
  Optional<String> name = Optional.empty();
  Optional<String> opamSwitch = Optional.empty();
  Depends depends = Depends.AUTO;
  Network network = DHCP;
  String siteDirectory = "htdocs";
  Instant timestamp = Instant.parse("1980-02-01T00:00:00Z");
  Optional<SiteIn> siteIn = Optional.empty();
  boolean opam;
  boolean offline;
  boolean hasSite = true;

  private final boolean ownSources;

  private UnikernelProject(Path directory, boolean ownSources) throws IOException {
    this.directory = directory;
    this.ownSources = ownSources;
    write("site/index.html", "<h1>hello</h1>");
    write("site/css/style.css", "body {}");
  }

  /** A project whose unikernel is {@link #CONFIG}. */
  static UnikernelProject withSources(Path directory) throws IOException {
    UnikernelProject project = new UnikernelProject(directory, true);
    project.write("src/main/mirage/config.ml", CONFIG);
    project.write("src/main/mirage/unikernel.ml", "module Make = struct end");
    return project;
  }

  /** A project that has its unikernel supplied. */
  static UnikernelProject withoutSources(Path directory) throws IOException {
    return new UnikernelProject(directory, false);
  }

  /** Has the stand-in of that version of Mirage first on the {@code PATH}. */
  UnikernelProject onStandIn(String version) {
    environment.put("PATH", Path.of("src/it/tools").toAbsolutePath() + ":" + System.getenv("PATH"));
    environment.put(
        "MIRAGE_STANDIN_KERNELS",
        Path.of("src/test/resources/kernels").toAbsolutePath().toString());
    environment.put("MIRAGE_STANDIN_LOG", directory.resolve("log").toString());
    environment.put("MIRAGE_STANDIN_VERSION", version);
    return this;
  }

  /** What was started, without the questions for a version. */
  List<String> calls() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(call -> !call.endsWith("--version")).toList()
        : List.of();
  }

  UnikernelProject write(String file, String content) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    Files.writeString(directory.resolve(file), content);
    return this;
  }

  void delete(String file) throws IOException {
    Files.delete(directory.resolve(file));
  }

  Path copy(String file) {
    return directory.resolve("target/mirage/unikernel").resolve(file);
  }

  BuildState state() {
    return new BuildState(directory.resolve("target/mirage/state"));
  }

  UnikernelLayout layout() {
    return new UnikernelLayout(
        directory, directory.resolve("target/mirage/unikernel"), siteDirectory);
  }

  ConfigureSettings configureSettings() {
    Path sources = directory.resolve("src/main/mirage");
    return new ConfigureSettings(
        layout(),
        toolSettings(),
        new UnikernelSource(
            ownSources ? Optional.of(sources) : Optional.empty(), "my-site", siteIn),
        name,
        target,
        keys,
        network);
  }

  BuildSettings buildSettings() {
    return new BuildSettings(layout(), toolSettings(), depends, offline);
  }

  private ToolSettings toolSettings() {
    return new ToolSettings(opam, opamSwitch, environment, timestamp);
  }

  ConfiguredUnikernel configure() throws Exception {
    BuildState state = state();
    Path site = directory.resolve("site");
    return new MirageDriver(Programs.ofThisProcess(), new CommandRunner(progress), state, progress)
        .configure(
            hasSite ? Optional.of(site) : Optional.empty(),
            Fingerprint.builder(state.digests()).tree("site", site).build().digest(),
            configureSettings());
  }

  /** Configures and builds as one run of Maven does, and returns the kernel. */
  Path build() throws Exception {
    ConfiguredUnikernel unikernel = configure();
    return new MirageDriver(
            Programs.ofThisProcess(), new CommandRunner(progress), state(), progress)
        .build(unikernel, buildSettings(), KernelInspector::hasDebugInfo);
  }

  /** Forgets what was reported and started so far. */
  void startAfresh() throws IOException {
    progress = new RecordedProgress();
    Files.deleteIfExists(directory.resolve("log"));
  }
}
