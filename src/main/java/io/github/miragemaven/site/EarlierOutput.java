package io.github.miragemaven.site;

import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.process.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that are already in the output directory of a generator that does not remove the pages
 * of deleted sources. They are deleted before the generator runs, as in a fresh checkout, except
 * for files that the generator may not have written, such as {@code docs/CNAME}.
 */
final class EarlierOutput {

  /** Eleventy's default, which contains nothing but its output. */
  private static final String DEFAULT_NAME = "_site";

  private static final int NAMED = 3;

  private final Workspace workspace;
  private final Path output;
  private final Fingerprint written;
  private final FileDigests digests;
  private final boolean chosen;

  /** The files that git tracks in the output; empty if git cannot be asked. */
  private final Optional<Set<Path>> tracked;

  private final Map<Path, Object> kept = new TreeMap<>();

  /**
   * Looks at the output directory.
   *
   * @param written the files that the last build published, by path relative to the project
   */
  EarlierOutput(Workspace workspace, Path output, Fingerprint written, FileDigests digests)
      throws IOException, InterruptedException {
    this.workspace = workspace;
    this.output = output;
    this.written = written;
    this.digests = digests;
    this.chosen = workspace.settings().output().isPresent();
    this.tracked = Files.isDirectory(output) ? tracked() : Optional.empty();
  }

  /** Deletes the files that the generator wrote. */
  void delete() throws IOException, InterruptedException {
    if (!Files.isDirectory(output) || Files.isSymbolicLink(output)) {
      return;
    }
    boolean all = belongsToGenerator();
    try (Stream<Path> tree = Files.walk(output)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).filter(this::isInSite).toList()) {
        if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
          deleteIfEmpty(path);
        } else if (all || wasWritten(path)) {
          Files.delete(path);
        } else {
          kept.put(path, stamp(path));
        }
      }
    }
  }

  /**
   * Reports the remaining files that the generator has not written again.
   *
   * @throws SiteException if some are not in git: they may be pages of deleted sources
   */
  void report(String generator) throws IOException, SiteException {
    if (chosen) {
      return;
    }
    Set<Path> unwritten = new HashSet<>();
    for (Map.Entry<Path, Object> file : kept.entrySet()) {
      if (Files.exists(file.getKey()) && stamp(file.getKey()).equals(file.getValue())) {
        unwritten.add(file.getKey());
      }
    }
    if (unwritten.isEmpty()) {
      return;
    }
    String shown = workspace.shown(output);
    String files =
        unwritten.stream()
                .sorted()
                .limit(NAMED)
                .map(file -> output.relativize(file).toString())
                .collect(Collectors.joining(", "))
            + (unwritten.size() > NAMED ? " and " + (unwritten.size() - NAMED) + " more" : "");
    if (tracked.isPresent() && !tracked.get().containsAll(unwritten)) {
      throw new SiteException(
          shown
              + " contains files that "
              + generator
              + " did not write: "
              + files
              + ".\nThey may be pages whose sources were deleted. Delete "
              + shown
              + ", or set <output> (-Dmirage.site.output="
              + workspace.source().relativize(output)
              + ") to publish them too.");
    }
    workspace
        .progress()
        .warn(
            "publishing files of "
                + shown
                + " that "
                + generator
                + " did not write: "
                + files
                + " (delete them if their sources were deleted)");
  }

  /** The output may be a checkout of the branch that the site is deployed to. */
  private boolean isInSite(Path path) {
    return !path.startsWith(output.resolve(".git"));
  }

  private boolean wasWritten(Path file) throws IOException {
    String digest = written.entries().get(workspace.settings().relative(file));
    return !chosen
        && tracked.isPresent()
        && !tracked.get().contains(file)
        && Files.isRegularFile(file)
        && digests.of(file).hex().equals(digest);
  }

  /** Whether a fresh checkout would not have the directory. */
  private boolean belongsToGenerator() throws IOException, InterruptedException {
    SiteSettings settings = workspace.settings();
    if (output.startsWith(settings.buildDirectory())) {
      return true;
    }
    return output.toRealPath().startsWith(settings.projectDirectory().toRealPath())
        && tracked.filter(Set::isEmpty).isPresent()
        && !Files.exists(output.resolve(".git"))
        && (output.endsWith(DEFAULT_NAME)
            || git(output.getParent(), "check-ignore", output.getFileName() + "/").isPresent());
  }

  private Optional<Set<Path>> tracked() throws InterruptedException {
    boolean repository =
        Stream.iterate(output, directory -> directory != null, Path::getParent)
            .anyMatch(directory -> Files.exists(directory.resolve(".git")));
    if (!repository) {
      return Optional.of(Set.of());
    }
    return git(output, "ls-files")
        .map(files -> files.stream().map(output::resolve).collect(Collectors.toSet()));
  }

  /** Asks git in a directory; empty if it fails or is not installed. */
  private Optional<List<String>> git(Path directory, String... arguments)
      throws InterruptedException {
    Optional<Path> git = workspace.programs().find("git");
    if (git.isEmpty()) {
      return Optional.empty();
    }
    List<String> words =
        Stream.concat(
                Stream.of("-C", directory.toString(), "-c", "core.quotePath=false"),
                Stream.of(arguments))
            .toList();
    try {
      return Optional.of(workspace.runner().capture(workspace.command(git.get(), words)));
    } catch (CommandFailedException unknown) {
      return Optional.empty();
    }
  }

  private void deleteIfEmpty(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      if (children.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(directory);
  }

  /** Changes when the generator writes the file, even if it copies another file's time. */
  private static Object stamp(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return Files.getAttribute(
        file, unix ? "unix:ctime" : "lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
  }
}
