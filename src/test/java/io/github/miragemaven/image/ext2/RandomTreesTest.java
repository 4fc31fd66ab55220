package io.github.miragemaven.image.ext2;

import io.github.miragemaven.tools.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Checks random trees with e2fsck and debugfs: a thousand, or the number set by {@code
 * -Djqwik.tries.default}. jqwik prints the seed of a failing run.
 */
@Tag("slow")
class RandomTreesTest {

  private Path directory;

  /**
   * A random file system.
   *
   * @param blockSize the block size in bytes
   * @param spare the number of blocks beyond those that the content needs; empty to set no size
   * @param directories the paths of directories, which may be empty
   * @param files the files
   */
  record Sample(
      int blockSize, OptionalInt spare, List<List<String>> directories, List<File> files) {}

  /**
   * A file of a sample.
   *
   * @param path the names from the root to the file
   * @param size the size in bytes
   */
  record File(List<String> path, long size) {}

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("random-tree");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    Trees.delete(directory);
  }

  @Property
  void otherProgramsReadWhatWasWritten(@ForAll("samples") Sample sample) throws Exception {
    Ext2Tree.Builder builder = Ext2Tree.builder();
    SortedMap<String, ByteSource> files = new TreeMap<>();
    SortedSet<String> directories = new TreeSet<>(List.of("/lost+found"));
    for (List<String> names : sample.directories) {
      String path = addParents(names, names.size(), directories);
      if (!path.isEmpty()) {
        builder.directory(path);
      }
    }
    for (File file : sample.files) {
      String path = "/" + String.join("/", file.path);
      boolean leadsThroughFile =
          Stream.iterate(1, n -> n < file.path.size(), n -> n + 1)
              .anyMatch(n -> files.containsKey("/" + String.join("/", file.path.subList(0, n))));
      if (!leadsThroughFile && !directories.contains(path) && !files.containsKey(path)) {
        addParents(file.path, file.path.size() - 1, directories);
        PatternSource source = new PatternSource(file.size, path.hashCode());
        files.put(path, source);
        builder.file(path, source);
      }
    }
    Ext2Tree tree = builder.build();
    Ext2Settings settings = WrittenImage.settings(sample.blockSize);
    if (sample.spare.isPresent()) {
      long exact = Ext2Plan.of(tree, settings).size();
      long size = exact + (long) sample.spare.getAsInt() * sample.blockSize;
      settings = WrittenImage.settings(sample.blockSize, OptionalLong.of(size));
    }
    WrittenImage.write(directory, tree, settings)
        .isCleanForE2fsck()
        .holdsExactly(files, List.copyOf(directories));
  }

  private static String addParents(List<String> names, int count, SortedSet<String> directories) {
    String path = "";
    for (String name : names.subList(0, count)) {
      path += "/" + name;
      directories.add(path);
    }
    return path;
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.of(1024, 2048, 4096).flatMap(RandomTreesTest::samples);
  }

  private static Arbitrary<Sample> samples(int blockSize) {
    return Combinators.combine(
            spare(blockSize), paths().list().ofMaxSize(8), files(blockSize).list().ofMaxSize(40))
        .as((spare, paths, files) -> new Sample(blockSize, spare, paths, files));
  }

  /** Half of the samples set no size; many of the other sizes end near the beginning of a group. */
  private static Arbitrary<OptionalInt> spare(int blockSize) {
    int group = 8 * blockSize;
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 3 * group);
    Arbitrary<Integer> few = Arbitraries.integers().between(0, 100);
    Arbitrary<Integer> aboutOneGroup = Arbitraries.integers().between(group - 200, group + 200);
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(OptionalInt.empty())),
        Tuple.of(1, any.map(OptionalInt::of)),
        Tuple.of(1, few.map(OptionalInt::of)),
        Tuple.of(1, aboutOneGroup.map(OptionalInt::of)));
  }

  private static Arbitrary<File> files(int blockSize) {
    return Combinators.combine(paths(), sizes(blockSize)).as(File::new);
  }

  /** Mostly short paths with frequent collisions of names; a few are deep. */
  private static Arbitrary<List<String>> paths() {
    Arbitrary<List<String>> shallow = names().list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<List<String>> deep = Arbitraries.of("d", "é").list().ofMinSize(50).ofMaxSize(200);
    return Arbitraries.frequencyOf(Tuple.of(60, shallow), Tuple.of(1, deep));
  }

  private static Arbitrary<String> names() {
    Arbitrary<String> common = Arbitraries.of("a", "b", "boot", "index.html", "été", "日本語", "🐫");
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMinLength(1)
            .ofMaxLength(255)
            .map(RandomTreesTest::asName)
            .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."));
    Arbitrary<String> longest =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(240).ofMaxLength(255);
    return Arbitraries.frequencyOf(Tuple.of(6, common), Tuple.of(3, any), Tuple.of(1, longest));
  }

  /** Returns the name without characters that ext2 does not allow, cut to 255 bytes. */
  private static String asName(String text) {
    String name = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    name = name.replace("/", "").replace("\0", "");
    while (name.getBytes(StandardCharsets.UTF_8).length > FileName.EXT2_NAME_LEN) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name;
  }

  /**
   * Sizes near the limits of direct blocks and of each level of indirect blocks; with blocks of
   * more than 1 KiB, the limit of doubly indirect blocks is too large.
   */
  private static Arbitrary<Long> sizes(int blockSize) {
    long pointers = blockSize / Integer.BYTES;
    long direct = 12L * blockSize;
    long single = direct + pointers * blockSize;
    long twice = single + pointers * blockSize;
    long doubly = single + pointers * pointers * blockSize;
    int doublyOften = doubly < 100L << 20 ? 1 : 0;
    return Arbitraries.frequencyOf(
        Tuple.of(2000, Arbitraries.longs().between(0, 2L * blockSize)),
        Tuple.of(200, about(direct, blockSize)),
        Tuple.of(100, about(single, blockSize)),
        Tuple.of(50, about(twice, blockSize)),
        Tuple.of(50, Arbitraries.longs().between(0, 3L << 20)),
        Tuple.of(doublyOften, about(doubly, blockSize)));
  }

  private static Arbitrary<Long> about(long size, int blockSize) {
    return Arbitraries.longs().between(size - blockSize - 1, size + blockSize + 1);
  }
}
