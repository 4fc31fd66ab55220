package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.StepRecord;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory in which Mirage runs. It contains copies of the sources and the site, and the files
 * that Mirage generates. The site's directory contains nothing else; outside it, a list of the
 * copied sources distinguishes them from generated files. Unchanged copies are not rewritten, so
 * that the tools' own incremental builds work; modified copies are replaced.
 */
final class WorkingCopy {

  private static final String LIST = "unikernel-sources";
  private static final String SITE = "site";
  private static final String SITE_DIRECTORY = "siteDirectory";

  private final Path directory;
  private final Path site;
  private final BuildState state;

  WorkingCopy(UnikernelLayout layout, BuildState state) {
    this.directory = layout.directory();
    this.site = layout.site();
    this.state = state;
  }

  /** The digests of the sources that the last update copied, by relative path. */
  static Map<String, String> lastSources(BuildState state) {
    return state.last(LIST).map(list -> list.inputs().entries()).orElse(Map.of());
  }

  /** The digest of the site that the last update copied. */
  static Optional<String> lastSite(BuildState state) {
    return state.last(LIST).map(list -> list.results().get(SITE));
  }

  /**
   * Updates the copies of the sources and the site, and removes the copies of deleted files and all
   * other files in the site's directory.
   *
   * @param sources the unikernel's files, by relative path
   * @param pages the site's files, by relative path in the same directory
   */
  void update(
      SortedMap<String, SourceFile> sources, SortedMap<String, SourceFile> pages, Sha256 siteDigest)
      throws IOException {
    Optional<StepRecord> last = state.last(LIST);
    Map<String, String> copied = last.map(list -> list.inputs().entries()).orElse(Map.of());
    Map<String, String> digests = digests(sources);
    StepRecord done = record(digests, siteDigest.hex());
    boolean listed = last.equals(Optional.of(done));
    if (!listed) {
      removeFormerSite(last);
      // An interrupted update may leave partial copies, so the next update must find every file
      // listed, and none of the changed ones as up to date.
      Map<String, String> uncertain = new TreeMap<>(copied);
      digests.forEach(
          (file, digest) -> {
            if (!digest.equals(copied.get(file))) {
              uncertain.put(file, "?");
            }
          });
      state.complete(LIST, record(uncertain, "?"));
    }
    for (String file : copied.keySet()) {
      if (!sources.containsKey(file)) {
        remove(file);
      }
    }
    keepOnly(pages.keySet(), site);
    for (Map.Entry<String, SourceFile> file : sources.entrySet()) {
      copy(file.getKey(), file.getValue(), copied);
    }
    for (Map.Entry<String, SourceFile> page : pages.entrySet()) {
      copy(page.getKey(), page.getValue(), copied);
    }
    if (!listed) {
      state.complete(LIST, done);
    }
  }

  private StepRecord record(Map<String, String> sources, String siteDigest) {
    return new StepRecord(
        new Fingerprint(sources),
        new Fingerprint(Map.of()),
        Map.of(SITE, siteDigest, SITE_DIRECTORY, directory.relativize(site).toString()));
  }

  private void copy(String name, SourceFile file, Map<String, String> copied) throws IOException {
    Path copy = directory.resolve(name);
    if (!isCopied(name, file, copied)) {
      Files.createDirectories(copy.getParent());
      Files.deleteIfExists(copy);
      file.content().copyTo(copy);
    }
  }

  private boolean isCopied(String name, SourceFile file, Map<String, String> copied)
      throws IOException {
    Path copy = directory.resolve(name);
    if (SourceTree.isWrittenByMirage(name)) {
      // Mirage may have overwritten it with its own, which is expected.
      return Files.exists(copy) && file.digest().hex().equals(copied.get(name));
    }
    try {
      return state.digests().of(copy).equals(file.digest());
    } catch (NoSuchFileException notThere) {
      return false;
    }
  }

  private void removeFormerSite(Optional<StepRecord> last) throws IOException {
    Optional<Path> former =
        last.map(list -> list.results().get(SITE_DIRECTORY)).map(directory::resolve);
    if (former.isPresent() && !former.get().equals(site)) {
      keepOnly(Set.of(), former.get());
    }
  }

  /** Removes all other files below the directory, and directories that become empty. */
  private void keepOnly(Set<String> files, Path below) throws IOException {
    if (!Files.exists(below, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        below,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = directory.relativize(file).toString().replace('\\', '/');
            if (!attributes.isRegularFile() || !files.contains(name)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            removeEmpty(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void remove(String file) throws IOException {
    Files.deleteIfExists(directory.resolve(file));
    Path parent = directory.resolve(file).getParent();
    while (!parent.equals(directory) && removeEmpty(parent)) {
      parent = parent.getParent();
    }
  }

  /** Removes the directory if it is empty, and returns whether it did. */
  private static boolean removeEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
      return true;
    } catch (DirectoryNotEmptyException stays) {
      return false;
    }
  }

  private static Map<String, String> digests(SortedMap<String, SourceFile> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((file, source) -> digests.put(file, source.digest().hex()));
    return digests;
  }
}
