package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the {@code mirage}, {@code make} and {@code opam} of this machine. */
final class Toolchain {

  /**
   * Raises the stack limit as far as allowed: native compilers use the system's stack, and a site
   * in one OCaml module needs more than the usual 8 MB of it.
   */
  private static final String WITH_LARGE_STACK =
      "ulimit -S -s unlimited 2>/dev/null || ulimit -S -s \"$(ulimit -H -s)\" 2>/dev/null;"
          + " exec \"$@\"";

  /** The same for bytecode compilers, which those for Solo5 are: 400 M words. */
  private static final String LARGE_BYTECODE_STACK = "l=400M";

  private final Programs programs;
  private final CommandRunner runner;
  private final Progress progress;
  private final UnikernelLayout layout;
  private final ToolSettings settings;

  Toolchain(
      Programs programs,
      CommandRunner runner,
      Progress progress,
      UnikernelLayout layout,
      ToolSettings settings) {
    this.programs = programs.with(settings.environment());
    this.runner = runner;
    this.progress = progress;
    this.layout = layout;
    this.settings = settings;
  }

  /** The programs that {@code mirage} and {@code make} run. */
  InstalledTools installed() {
    return new InstalledTools(programs, settings, layout.projectDirectory());
  }

  /** A version of {@code mirage}, and the digest of its program if known. */
  record Known(MirageVersion version, Optional<Sha256> program) {}

  /**
   * The version of {@code mirage}. A program with the same digest as in the last build is not run
   * again; scripts always are, since the programs they run can change.
   *
   * @param last the last build's version
   */
  Known version(Optional<Known> last, FileDigests digests)
      throws IOException, FailureException, InterruptedException {
    Optional<Sha256> program = Optional.empty();
    if (!settings.opam()) {
      Path mirage = find("mirage");
      program = isScript(mirage) ? Optional.empty() : Optional.of(digests.of(mirage));
    }
    if (program.isPresent() && last.isPresent() && last.get().program().equals(program)) {
      return last.get();
    }
    return new Known(supported(askVersion()), program);
  }

  /** Runs {@code mirage} or {@code make} in the unikernel's directory and shows its output. */
  void run(List<String> words) throws FailureException, InterruptedException {
    try {
      runner.run(command(words));
    } catch (CommandFailedException e) {
      throw ToolFailures.explain(words, e, layout);
    }
  }

  private MirageVersion askVersion() throws FailureException, InterruptedException {
    List<String> words = List.of("mirage", "--version");
    try {
      List<String> lines = runner.capture(command(words));
      String version =
          lines.stream()
              .filter(MirageVersion::isVersion)
              .findFirst()
              .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
      return MirageVersion.parse(version);
    } catch (CommandFailedException e) {
      throw ToolFailures.explain(words, e, layout);
    }
  }

  private MirageVersion supported(MirageVersion version) throws ToolchainException {
    if (version.compareTo(MirageVersion.OLDEST) < 0 || version.major() > 4) {
      throw new ToolchainException(
          "mirage %s is not supported; versions 2.0 to 4.11 are.\nInstall one of these: opam install 'mirage>=4.0' 'mirage<5'.\n%s"
              .formatted(version, ToolchainException.WITHOUT_TOOLCHAIN));
    }
    if (version.isAtLeast(4, MirageVersion.NEWEST_KNOWN.minor() + 1, 0)) {
      progress.warn(
          "mirage "
              + version
              + " is newer than this plugin supports; using the command line of 4.11.");
    }
    return version;
  }

  private Command command(List<String> words) throws ToolchainException {
    List<String> all = new ArrayList<>();
    Map<String, String> environment = environment();
    if (settings.opam()) {
      all.add(find("opam").toString());
      all.add("exec");
      settings.opamSwitch().ifPresent(name -> all.add("--switch=" + name));
      // make must run programs of the same switch, but opam exec does not set this variable.
      settings.opamSwitch().ifPresent(name -> environment.put("OPAMSWITCH", name));
      all.add("--");
      all.add(isMake(words) ? find(make()).toString() : words.get(0));
    } else {
      all.add(find(isMake(words) ? make() : words.get(0)).toString());
    }
    all.addAll(words.subList(1, words.size()));
    all.addAll(0, List.of(find("sh").toString(), "-c", WITH_LARGE_STACK, "sh"));
    Path directory = layout.directory();
    return new Command(
        all, Files.isDirectory(directory) ? directory : layout.projectDirectory(), environment);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(settings.environment());
    environment.putIfAbsent(
        "SOURCE_DATE_EPOCH", Long.toString(settings.timestamp().getEpochSecond()));
    // OCaml uses the last value of an option, so a stack limit that the user sets wins.
    String users = environment.getOrDefault("OCAMLRUNPARAM", System.getenv().get("OCAMLRUNPARAM"));
    environment.put("OCAMLRUNPARAM", LARGE_BYTECODE_STACK + (users == null ? "" : "," + users));
    return environment;
  }

  private Path find(String name) throws ToolchainException {
    return programs.find(name).orElseThrow(() -> ToolFailures.missing(name));
  }

  private static boolean isMake(List<String> words) {
    return words.get(0).equals("make");
  }

  /** The name of GNU make, which Mirage's Makefile requires. */
  private static String make() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).endsWith("bsd")
        ? "gmake"
        : "make";
  }

  private static boolean isScript(Path program) throws IOException {
    try (InputStream in = Files.newInputStream(program)) {
      return in.read() == '#' && in.read() == '!';
    }
  }
}
