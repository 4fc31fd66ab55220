package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Writes archives of random sites, and reads them with two readers. */
class RandomSitesTest {

  private static final Path READER = Path.of("src/test/archive/read_archive.py").toAbsolutePath();

  private Path directory;

  /**
   * A file of a random site.
   *
   * @param names the directories and the name
   * @param size the size in bytes
   * @param seed the seed of its content
   */
  record File(List<String> names, int size, long seed) {

    /** Half of the files are random bytes, and half compress well. */
    byte[] content() {
      byte[] content = new byte[size];
      if (seed % 2 == 0) {
        new Random(seed).nextBytes(content);
      }
      return content;
    }
  }

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("random-site");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    Trees.delete(directory);
  }

  @Property(tries = 60)
  void bothReadersExtractWhatWasWritten(@ForAll("sites") List<File> files) throws Exception {
    ArchiveFixture fixture = new ArchiveFixture(directory);
    Map<String, byte[]> expected = new TreeMap<>();
    fixture.file("index.html", "");
    expected.put("index.html", new byte[0]);
    for (File file : files) {
      String path = String.join("/", file.names);
      expected.put(path, file.content());
      fixture.file(path, file.content());
    }
    fixture.write();

    Path ours = directory.resolve("ours");
    try (ArchiveReader reader = fixture.reader()) {
      assertThat(reader.damaged()).isEmpty();
      reader.extract(ours);
    }
    assertHolds(ours, expected);

    Path pythons = directory.resolve("pythons");
    RealTool.Outcome extraction =
        RealTool.require("python3", "python3").run(directory, READER, fixture.archive(), pythons);
    assertThat(extraction.exitCode()).as(extraction.text()).isZero();
    assertHolds(pythons, expected);
  }

  private static void assertHolds(Path extracted, Map<String, byte[]> expected) throws IOException {
    for (Map.Entry<String, byte[]> file : expected.entrySet()) {
      assertThat(extracted.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    try (var found = Files.walk(extracted).filter(Files::isRegularFile)) {
      assertThat(found.count()).isEqualTo(expected.size());
    }
  }

  /** The directories have other names than the files, so no file is in the place of one. */
  @Provide
  Arbitrary<List<File>> sites() {
    Arbitrary<List<String>> directories =
        Arbitraries.of("a", "\u00e9t\u00e9", "x y").list().ofMaxSize(3);
    Arbitrary<String> names =
        Combinators.combine(
                Arbitraries.strings().withCharRange('b', 'e').ofMinLength(2).ofMaxLength(40),
                Arbitraries.of(".html", ".jpg", ".css", "", ".\u65e5\u672c"))
            .as(String::concat);
    Arbitrary<List<String>> paths =
        Combinators.combine(directories, names)
            .as(
                (parents, name) -> {
                  List<String> path = new ArrayList<>(parents);
                  path.add(name);
                  return List.copyOf(path);
                });
    return Combinators.combine(paths, sizes(), Arbitraries.longs())
        .as(File::new)
        .list()
        .ofMaxSize(30);
  }

  /** Sizes near those of a chunk and of a block too. */
  private static Arbitrary<Integer> sizes() {
    int chunk = ArchiveFormat.CHUNK_BYTES;
    return Arbitraries.frequencyOf(
        Tuple.of(10, Arbitraries.integers().between(0, 20_000)),
        Tuple.of(3, Arbitraries.integers().between(chunk - 65, chunk + 65)),
        Tuple.of(1, Arbitraries.integers().between(Zone.BLOCK - 65, Zone.BLOCK + 65)),
        Tuple.of(1, Arbitraries.integers().between(0, 3 * Zone.BLOCK)));
  }
}
