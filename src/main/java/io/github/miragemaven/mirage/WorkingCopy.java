package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.StepRecord;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory in which Mirage works. It holds copies of the sources and the site, and what Mirage
 * made of them; a list of what was copied tells the two apart. Files that have not changed at their
 * origin are not touched, so that the tools' own incremental builds work.
 */
final class WorkingCopy {

  private static final String LIST = "unikernel-sources";
  private static final String SITE = "site";

  private final Path directory;
  private final BuildState state;

  WorkingCopy(Path directory, BuildState state) {
    this.directory = directory;
    this.state = state;
  }

  /** What the last whole update copied, by relative path, without the site. */
  static Map<String, String> lastSources(BuildState state) {
    return state.last(LIST).map(list -> list.outputs().entries()).orElse(Map.of());
  }

  /** The digest of the site that the last whole update copied. */
  static Optional<String> lastSite(BuildState state) {
    return state.last(LIST).map(list -> list.results().get(SITE));
  }

  /**
   * Makes the copies what the sources and the site are now, and removes the copies of files that
   * are gone.
   *
   * @param sources the unikernel's files, by relative path
   * @param site the site's files, by relative path in the same directory
   */
  void update(
      SortedMap<String, SourceFile> sources, SortedMap<String, SourceFile> site, Sha256 siteDigest)
      throws IOException {
    SortedMap<String, SourceFile> wanted = new TreeMap<>(sources);
    wanted.putAll(site);
    Map<String, String> copied =
        state.last(LIST).map(list -> list.inputs().entries()).orElse(Map.of());
    Map<String, String> digests = digests(wanted);
    Fingerprint sourceList = new Fingerprint(digests(sources));
    StepRecord done =
        new StepRecord(new Fingerprint(digests), sourceList, Map.of(SITE, siteDigest.hex()));
    boolean listed = state.last(LIST).equals(Optional.of(done));
    if (!listed) {
      // An update that is interrupted has copied some of these, perhaps not to their end: the next
      // one must know them all, and take none for what it was.
      Map<String, String> either = new TreeMap<>(copied);
      digests.forEach(
          (file, digest) -> {
            if (!digest.equals(copied.get(file))) {
              either.put(file, "?");
            }
          });
      state.complete(
          LIST,
          new StepRecord(new Fingerprint(either), new Fingerprint(Map.of()), Map.of(SITE, "?")));
    }
    for (String file : copied.keySet()) {
      if (!wanted.containsKey(file)) {
        remove(file);
      }
    }
    for (Map.Entry<String, SourceFile> file : wanted.entrySet()) {
      Path copy = directory.resolve(file.getKey());
      boolean same = digests.get(file.getKey()).equals(copied.get(file.getKey()));
      if (!same || !Files.exists(copy)) {
        Files.createDirectories(copy.getParent());
        Files.deleteIfExists(copy);
        file.getValue().content().copyTo(copy);
      }
    }
    if (!listed) {
      state.complete(LIST, done);
    }
  }

  private void remove(String file) throws IOException {
    Files.deleteIfExists(directory.resolve(file));
    Path parent = directory.resolve(file).getParent();
    try {
      while (!parent.equals(directory)) {
        Files.deleteIfExists(parent);
        parent = parent.getParent();
      }
    } catch (DirectoryNotEmptyException stays) {
      return;
    }
  }

  private static Map<String, String> digests(SortedMap<String, SourceFile> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((file, source) -> digests.put(file, source.digest().hex()));
    return digests;
  }
}
