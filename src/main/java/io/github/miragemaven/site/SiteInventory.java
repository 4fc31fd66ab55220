package io.github.miragemaven.site;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks and digests the files of a finished site in alphabetical order. Rejects broken links,
 * links out of the site, special files and unreadable files. A link within the site counts as its
 * target.
 */
final class SiteInventory {

  /** The number of links in a row that Linux follows (path_resolution(7)). */
  private static final int LONGEST_CHAIN = 40;

  private static final int NAMED = 5;

  private final Workspace workspace;
  private final Predicate<String> published;
  private final FileDigests digests;
  private final Path top;
  private final Path realTop;
  private final Deque<Path> visiting = new ArrayDeque<>();
  private final MessageDigest digest = Sha256.digest();
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final List<Path> leftOut = new ArrayList<>();
  private long bytes;

  private SiteInventory(
      Workspace workspace, Predicate<String> published, FileDigests digests, Path top)
      throws IOException {
    this.workspace = workspace;
    this.published = published;
    this.digests = digests;
    this.top = top;
    this.realTop = top.toRealPath();
  }

  /**
   * The finished site in this directory. If it contains files that are not published, the others
   * are copied to {@code target/mirage/published}.
   *
   * @param published whether a file or directory with this name is part of the site
   */
  static StaticSite of(
      Path directory, Predicate<String> published, Workspace workspace, FileDigests digests)
      throws IOException, FailureException {
    SiteInventory inventory = new SiteInventory(workspace, published, digests, directory);
    inventory.directory(directory, directory);
    if (inventory.files.isEmpty()) {
      throw new SiteException(
          "The site in "
              + workspace.shown(directory)
              + " is empty: it contains no file.\nCheck the generator's output, or set"
              + " <output> (-Dmirage.site.output=...) to the directory of the finished site.");
    }
    return new StaticSite(
        inventory.leftOut.isEmpty() ? directory : inventory.copyOfPublished(),
        inventory.files.size(),
        inventory.bytes,
        Sha256.of(inventory.digest.digest()));
  }

  private Path copyOfPublished() throws IOException {
    Path copy = workspace.settings().buildDirectory().resolve("mirage").resolve("published");
    Workspace.empty(copy);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path to = copy.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.copy(file.getValue(), to);
    }
    String names =
        leftOut.stream().limit(NAMED).map(workspace::shown).collect(Collectors.joining(", "));
    String more = leftOut.size() > NAMED ? " and %,d more".formatted(leftOut.size() - NAMED) : "";
    workspace.progress().info("not published: " + names + more);
    return copy;
  }

  private void directory(Path name, Path place) throws IOException, FailureException {
    Path real = place.toRealPath();
    if (visiting.contains(real)) {
      throw rejected(name, "is a link to a directory that contains it, which would never end");
    }
    visiting.push(real);
    for (Path child : children(name)) {
      entry(child);
    }
    visiting.pop();
  }

  private void entry(Path name) throws IOException, FailureException {
    rejectUndecodableName(name);
    if (!published.test(name.getFileName().toString())) {
      leftOut.add(name);
      return;
    }
    Path place = Files.isSymbolicLink(name) ? follow(name) : name;
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      directory(name, place);
    } else if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      file(name, place);
    } else {
      throw rejected(name, "is neither a file nor a directory (a pipe, a socket or a device)");
    }
  }

  /** In the C locale, Java decodes every byte of a name that is not ASCII as U+FFFD. */
  private void rejectUndecodableName(Path name) throws EnvironmentFailureException {
    if (name.getFileName().toString().indexOf('\uFFFD') >= 0) {
      throw new EnvironmentFailureException(
          workspace.shown(name)
              + " has a name that Java cannot decode: it is not valid in this locale's encoding, "
              + System.getProperty("sun.jnu.encoding")
              + ".\nRun Maven with LC_ALL=C.UTF-8 (or another UTF-8 locale), or rename the file.");
    }
  }

  private void file(Path name, Path place) throws IOException, SiteException {
    bytes += Files.size(place);
    String relative = top.relativize(name).toString().replace('\\', '/');
    files.put(relative, place);
    try {
      String line = relative + "\0" + digests.of(place) + "\0";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    } catch (AccessDeniedException e) {
      throw unreadable(name);
    }
  }

  /** Follows a link one hop at a time: every target has to be in the site. */
  private Path follow(Path link) throws IOException, SiteException {
    Path at = link;
    for (int hops = 0; Files.isSymbolicLink(at); hops++) {
      if (hops == LONGEST_CHAIN) {
        throw rejected(link, "is a link to itself");
      }
      Path target = at.getParent().toRealPath().resolve(Files.readSymbolicLink(at));
      Path parent = target.getParent();
      if (parent != null && !Files.exists(parent)) {
        throw rejected(link, "is a link to " + target + ", which does not exist");
      }
      at = parent == null ? target : parent.toRealPath().resolve(target.getFileName()).normalize();
      if (!at.startsWith(realTop)) {
        throw rejected(link, "is a link out of the site, to " + target);
      }
    }
    if (!Files.exists(at)) {
      throw rejected(link, "is a link to " + workspace.shown(at) + ", which does not exist");
    }
    return at;
  }

  private List<Path> children(Path directory) throws IOException, SiteException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.sorted(Comparator.comparing(child -> child.getFileName().toString())).toList();
    } catch (AccessDeniedException e) {
      throw unreadable(directory);
    }
  }

  private SiteException unreadable(Path path) {
    return new SiteException(
        workspace.shown(path)
            + " is part of the site, but not readable for the user who runs this build.\nMake it"
            + " readable.");
  }

  private SiteException rejected(Path path, String why) {
    return new SiteException(
        workspace.shown(path)
            + " "
            + why
            + ".\nOnly files inside the site can be published: replace it with a file or directory,"
            + " or remove it.");
  }
}
