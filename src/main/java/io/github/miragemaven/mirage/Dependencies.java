package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.StepRecord;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fetches the missing libraries of a configured unikernel. */
final class Dependencies {

  private static final String DUNIVERSE = "duniverse";
  private static final String GENERATED = "mirage";

  private static final Pattern PACKAGE_NAME =
      Pattern.compile("^UNIKERNEL_NAME *= *(\\S+)", Pattern.MULTILINE);

  private final BuildState state;
  private final Progress progress;
  private final BuildSettings settings;
  private final ConfiguredUnikernel unikernel;
  private final CommandLines commands;

  Dependencies(
      BuildState state, Progress progress, BuildSettings settings, ConfiguredUnikernel unikernel) {
    this.state = state;
    this.progress = progress;
    this.settings = settings;
    this.unikernel = unikernel;
    this.commands = CommandLines.of(unikernel.version());
  }

  /** Fetches the dependencies if the settings and the last run require it. */
  void fetch(Toolchain toolchain) throws IOException, FailureException, InterruptedException {
    Fingerprint wanted = wanted();
    Optional<String> reason = reason(wanted);
    if (reason.isEmpty()) {
      return;
    }
    if (settings.offline()) {
      throw new MirageException(
          "The dependencies of %s for %s must be fetched (%s), but Maven is offline.\nBuild once without -o, or, if they are installed in the opam switch, set <depends>never</depends> (-Dmirage.depends=never)."
              .formatted(unikernel.name(), unikernel.target(), reason.get()));
    }
    List<String> words = commands.depends();
    progress.info(String.join(" ", words) + " (" + reason.get() + ")");
    state.begin(step());
    toolchain.run(words);
    state.complete(step(), new StepRecord(wanted, new Fingerprint(Map.of()), Map.of()));
  }

  /** Why the dependencies must be fetched; empty if they need not be. */
  private Optional<String> reason(Fingerprint wanted) throws IOException {
    return switch (settings.depends()) {
      case NEVER -> Optional.empty();
      case ALWAYS -> Optional.of("<depends> is always");
      case AUTO -> {
        Optional<StepRecord> last = state.last(step());
        if (last.isEmpty()) {
          // The user may provide the sources in a directory next to config.ml.
          yield commands.buildsWithDune() && hasDirectory(DUNIVERSE)
              ? Optional.empty()
              : Optional.of("first build for " + unikernel.target());
        }
        Optional<String> change = wanted.changesSince(last.get().inputs());
        if (change.isPresent()) {
          yield change.map(what -> "changed: " + what);
        }
        yield commands.buildsWithDune() && !hasDirectory(DUNIVERSE) && !hasLock()
            ? Optional.of("duniverse is missing")
            : Optional.empty();
      }
    };
  }

  /** The unikernel's requirements: the package files that configuring created, or the Makefile. */
  private Fingerprint wanted() throws IOException {
    FingerprintBuilder wanted =
        Fingerprint.builder(state.digests())
            .value("mirage", unikernel.version())
            .value("opamSwitch", settings.tools().opamSwitch());
    Path directory = unikernel.directory();
    if (commands.buildsWithDune()) {
      String packageName = packageName(directory.resolve("Makefile"));
      for (Path file : files(directory.resolve(GENERATED), ".opam")) {
        // Up to 4.1 there are two, with the suffixes -switch and -monorepo.
        if (file.getFileName().toString().startsWith(packageName)) {
          wanted.value(file.getFileName().toString(), digest(file));
        }
      }
    } else {
      wanted.value("Makefile", digest(directory.resolve("Makefile")));
      for (Path file : files(directory, ".opam")) {
        wanted.value(file.getFileName().toString(), digest(file));
      }
    }
    return wanted.build();
  }

  /** A generated file's digest without its comments, which contain the time up to 3.10. */
  private static Sha256 digest(Path file) throws IOException {
    return Sha256.of(
        Files.readString(file, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n")));
  }

  /** The name of the opam package that Mirage 4 generates, from its Makefile. */
  private static String packageName(Path makefile) throws IOException {
    Matcher line = PACKAGE_NAME.matcher(Files.readString(makefile, StandardCharsets.UTF_8));
    return line.find() ? line.group(1) : "";
  }

  private String step() {
    return "depends-" + unikernel.target().commandLineName();
  }

  private boolean hasDirectory(String directory) {
    return Files.isDirectory(unikernel.directory().resolve(directory));
  }

  private boolean hasLock() throws IOException {
    return !files(unikernel.directory().resolve(GENERATED), ".opam.locked").isEmpty();
  }

  private static List<Path> files(Path directory, String ending) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    }
  }
}
