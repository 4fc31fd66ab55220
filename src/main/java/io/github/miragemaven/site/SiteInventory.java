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
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks through a finished site, file by file in the order of their names, and refuses what cannot
 * be published: links that lead out of it or nowhere, special files, files that cannot be read. A
 * link that leads to something in the site stands for what it leads to.
 */
final class SiteInventory {

  /** As many links in a row as Linux follows (path_resolution(7)). */
  private static final int LONGEST_CHAIN = 40;

  private final SiteSettings settings;
  private final FileDigests digests;
  private final Path top;
  private final Path realTop;
  private final Deque<Path> visiting = new ArrayDeque<>();
  private final MessageDigest digest = Sha256.digest();
  private long files;
  private long bytes;

  private SiteInventory(SiteSettings settings, FileDigests digests, Path top) throws IOException {
    this.settings = settings;
    this.digests = digests;
    this.top = top;
    this.realTop = top.toRealPath();
  }

  /** The finished site in this directory. */
  static StaticSite of(Path directory, SiteSettings settings, FileDigests digests)
      throws IOException, FailureException {
    SiteInventory inventory = new SiteInventory(settings, digests, directory);
    inventory.directory(directory, directory);
    if (inventory.files == 0) {
      throw new SiteException(
          "The site in "
              + settings.shown(directory)
              + " is empty: there is not one file.\nLook at what the generator said, or set"
              + " <output> (-Dmirage.site.output=…) to where the finished site lies.");
    }
    return new StaticSite(
        directory, inventory.files, inventory.bytes, Sha256.of(inventory.digest.digest()));
  }

  private void directory(Path name, Path place) throws IOException, FailureException {
    Path real = place.toRealPath();
    if (visiting.contains(real)) {
      throw refused(name, "is a link to a directory that it lies in, so the site has no end");
    }
    visiting.push(real);
    for (Path child : children(name)) {
      entry(child);
    }
    visiting.pop();
  }

  private void entry(Path name) throws IOException, FailureException {
    refuseUnreadableName(name);
    Path place = Files.isSymbolicLink(name) ? follow(name) : name;
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      directory(name, place);
    } else if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      file(name, place);
    } else {
      throw refused(name, "is neither a file nor a directory (a pipe, a socket or a device)");
    }
  }

  /** In the C locale Java reads every byte of a name that is not ASCII as U+FFFD. */
  private void refuseUnreadableName(Path name) throws EnvironmentFailureException {
    if (name.getFileName().toString().indexOf('\uFFFD') >= 0) {
      throw new EnvironmentFailureException(
          settings.shown(name)
              + " has a name that Java cannot read: it is not in the encoding "
              + System.getProperty("sun.jnu.encoding")
              + " of this locale.\nRun Maven with LC_ALL=C.UTF-8 (or any other UTF-8 locale), or"
              + " give the file another name.");
    }
  }

  private void file(Path name, Path place) throws IOException, SiteException {
    files++;
    bytes += Files.size(place);
    String relative = top.relativize(name).toString().replace('\\', '/');
    try {
      String line = relative + "\0" + digests.of(place) + "\0";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    } catch (AccessDeniedException e) {
      throw unreadable(name);
    }
  }

  /** Follows a link hop by hop: every one has to stay in the site. */
  private Path follow(Path link) throws IOException, SiteException {
    Path at = link;
    for (int hops = 0; Files.isSymbolicLink(at); hops++) {
      if (hops == LONGEST_CHAIN) {
        throw refused(link, "is a link that leads back to itself");
      }
      Path target = at.getParent().toRealPath().resolve(Files.readSymbolicLink(at));
      Path parent = target.getParent();
      if (parent != null && !Files.exists(parent)) {
        throw refused(link, "is a link to " + target + ", which is not there");
      }
      at = parent == null ? target : parent.toRealPath().resolve(target.getFileName()).normalize();
      if (!at.startsWith(realTop)) {
        throw refused(link, "is a link that leads out of the site, to " + target);
      }
    }
    if (!Files.exists(at)) {
      throw refused(link, "is a link to " + settings.shown(at) + ", which is not there");
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
        settings.shown(path)
            + " cannot be read by the user who runs this build.\nGive that user the permission: it"
            + " is part of the site.");
  }

  private SiteException refused(Path path, String why) {
    return new SiteException(
        settings.shown(path)
            + " "
            + why
            + ".\nA unikernel takes only what lies in the site: put a file or directory in its"
            + " place, or remove it.");
  }
}
