package io.github.miragemaven.benchmark;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.archive.ArchiveReader;
import io.github.miragemaven.archive.ArchiveSettings;
import io.github.miragemaven.archive.ArchivedFile;
import io.github.miragemaven.archive.SiteShape;
import io.github.miragemaven.archive.SiteShape.Content;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Changes sites as their owners do, and prints how many blocks of 512 KiB of their archives differ,
 * beside those of a sorted tar.
 */
final class ChangeSite {

  private static final int BLOCK = 512 * 1024;

  private ChangeSite() {}

  /** Takes an empty directory and the number of seeds. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int seeds = Integer.parseInt(arguments[1]);
    System.out.println(
        "| change | files | archive, blocks | lost | blocks changed, median | most | tar, blocks |"
            + " blocks changed, median | most |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (SiteShape shape : SiteShape.values()) {
      int[] archive = new int[seeds];
      int[] tar = new int[seeds];
      Sizes sizes = new Sizes(0, 0, 0, 0);
      for (int seed = 0; seed < seeds; seed++) {
        Path place = directory.resolve(shape + "-" + seed);
        Files.createDirectories(place);
        Versions one = write(place, shape.before(seed), Map.of());
        Versions two = write(place, shape.after(seed), shape.before(seed));
        archive[seed] = differing(one.archive, two.archive);
        tar[seed] = differing(one.tar, two.tar);
        sizes =
            new Sizes(
                one.files, one.archive.size(), one.tar.size(), Math.max(sizes.lost, one.lost));
      }
      Arrays.sort(archive);
      Arrays.sort(tar);
      System.out.printf(
          "| %s | %d | %d | %.0f %% | %d | %d | %d | %d | %d |%n",
          shape,
          sizes.files,
          sizes.archive,
          100 * sizes.lost,
          archive[seeds / 2],
          archive[seeds - 1],
          sizes.tar,
          tar[seeds / 2],
          tar[seeds - 1]);
    }
  }

  private record Sizes(int files, int archive, int tar, double lost) {}

  private record Versions(int files, List<Sha256> archive, double lost, List<Sha256> tar) {}

  private static Versions write(Path place, Map<String, Content> site, Map<String, Content> before)
      throws Exception {
    Path directory = place.resolve("site");
    for (String path : before.keySet()) {
      if (!site.containsKey(path)) {
        Files.delete(directory.resolve(path));
      }
    }
    for (Map.Entry<String, Content> file : site.entrySet()) {
      if (!file.getValue().equals(before.get(file.getKey()))) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, bytes(file.getKey(), file.getValue()));
      }
    }
    BuildSteps steps = new BuildSteps(place, Programs.ofThisProcess(), Progress.silent(), false);
    Path archive = place.resolve("spread");
    StaticSite finished = new StaticSite(directory, 0, 0, Sha256.of(site.toString()));
    ArchiveSettings settings = new ArchiveSettings(archive, Optional.empty());
    long size = steps.writeArchive(finished, settings).size();
    Path tar = place.resolve("tar");
    writeTar(directory, site, tar);
    return new Versions(
        site.size(), blocks(archive), 1 - (double) stored(archive) / size, blocks(tar));
  }

  /** Returns the bytes of the files and of their compressed copies. */
  private static long stored(Path archive) throws Exception {
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      return reader.files().stream().mapToLong(ArchivedFile::storedSize).sum();
    }
  }

  private static void writeTar(Path directory, Map<String, Content> site, Path tar)
      throws IOException {
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (String path : site.keySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(Files.size(directory.resolve(path)));
        entry.setModTime(0);
        out.putArchiveEntry(entry);
        Files.copy(directory.resolve(path), out);
        out.closeArchiveEntry();
      }
    }
  }

  /** Words for pages, which gzip compresses to about a quarter; random bytes for images. */
  private static byte[] bytes(String path, Content content) {
    Random random = new Random(content.seed());
    byte[] bytes = new byte[content.size()];
    if (!path.endsWith(".html") && !path.endsWith(".xml")) {
      random.nextBytes(bytes);
      return bytes;
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < content.size()) {
      int word = (int) Math.abs(random.nextGaussian() * 120);
      text.append("<p class=\"").append(Integer.toString(word * 7919, 36)).append("\"> ");
    }
    return text.substring(0, content.size()).getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Sha256> blocks(Path file) throws IOException {
    List<Sha256> blocks = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
        blocks.add(Sha256.of(Sha256.digest().digest(block)));
      }
    }
    return blocks;
  }

  private static int differing(List<Sha256> one, List<Sha256> two) {
    return (int)
        IntStream.range(0, Math.max(one.size(), two.size()))
            .filter(i -> i >= one.size() || i >= two.size() || !one.get(i).equals(two.get(i)))
            .count();
  }
}
