package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.archive.Placement.Piece;
import io.github.miragemaven.archive.Placement.Places;
import io.github.miragemaven.archive.SiteShape.Content;
import io.github.miragemaven.incremental.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadPlacementTest {

  private static final int BLOCK = 512 * 1024;
  private static final int INDEX = 100_000;
  private static final int SEEDS = 12;

  /** A site's pieces, with something that changes whenever their bytes do. */
  private record Pieces(List<Piece> pieces, List<Object> contents) {

    static Pieces of(Map<String, Content> site) {
      Pieces all = new Pieces(new ArrayList<>(), new ArrayList<>());
      site.forEach(
          (path, content) -> {
            all.add(path, Encoding.IDENTITY, content.size(), content.seed());
            if (ContentType.isCompressible(path)) {
              all.add(path, Encoding.GZIP, (int) (content.size() * 0.27), content.seed());
            }
          });
      return all;
    }

    private void add(String path, Encoding encoding, int size, long seed) {
      byte[] digest = Sha256.digest().digest(path.getBytes(StandardCharsets.UTF_8));
      int number = 0;
      for (int left = size; left > 0; left -= ArchiveFormat.CHUNK_BYTES) {
        int length = Math.min(left, ArchiveFormat.CHUNK_BYTES);
        int bytes = (int) ArchiveFormat.roundUp(length, ArchiveFormat.UNIT);
        pieces.add(
            new Piece(
                ByteBuffer.wrap(digest).getLong(),
                encoding,
                number,
                bytes,
                ContentType.isCompressible(path)));
        contents.add(List.of(seed, encoding, number++, length));
      }
    }

    long bytes() {
      return pieces.stream().mapToLong(Piece::bytes).sum();
    }

    Places places() {
      return new SpreadPlacement().place(pieces, INDEX);
    }

    /** What is in each block, by offset. */
    List<Map<Long, Object>> blocks() {
      Places places = places();
      List<Map<Long, Object>> blocks = new ArrayList<>();
      LongStream.range(0, places.length() / BLOCK).forEach(i -> blocks.add(new TreeMap<>()));
      for (int i = 0; i < pieces.size(); i++) {
        long offset = places.offsets()[i];
        blocks.get((int) (offset / BLOCK)).put(offset, contents.get(i));
      }
      return blocks;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PAGE_OF_BLOG, 3",
    "PAGE_OF_5000, 3",
    "NEW_POST, 25",
    "RENAMED_PAGE, 4",
    "REPLACED_IMAGE, 4"
  })
  void changeOfPageChangesFewBlocks(SiteShape shape, int limit) {
    int[] changed =
        IntStream.range(0, SEEDS)
            .map(seed -> changedBlocks(shape.before(seed), shape.after(seed)))
            .sorted()
            .toArray();
    assertThat(changed[SEEDS / 2]).isLessThanOrEqualTo(limit);
  }

  @Test
  void changeOfAllPagesLeavesImagesInPlace() {
    Map<String, Content> before = SiteShape.TEMPLATE.before(1);
    Map<String, Content> after = SiteShape.TEMPLATE.after(1);
    before.keySet().removeIf(path -> !path.endsWith(".jpg"));
    int blocksOfImages = Pieces.of(before).blocks().size() - 1;
    assertThat(changedBlocks(SiteShape.TEMPLATE.before(1), after))
        .isLessThanOrEqualTo(Pieces.of(after).blocks().size() - blocksOfImages);
  }

  @Test
  void smallSiteHasThreeBlocks() {
    Map<String, Content> site =
        Map.of("index.html", new Content(15_000, 1), "logo.png", new Content(5000, 2));
    assertThat(Pieces.of(site).places().length()).isEqualTo(3 * BLOCK);
  }

  @Property(tries = 100)
  void everyChunkIsInOneBlockBehindTheIndexWithoutOverlap(@ForAll @LongRange(min = 0) long seed) {
    Pieces site = randomSite(new Random(seed));
    Places places = site.places();
    Map<Long, Long> ends = new TreeMap<>();
    for (int i = 0; i < site.pieces().size(); i++) {
      long start = places.offsets()[i];
      long end = start + site.pieces().get(i).bytes();
      assertThat(start % ArchiveFormat.UNIT).isZero();
      assertThat(start / BLOCK).isEqualTo((end - 1) / BLOCK);
      assertThat(ends.put(start, end)).isNull();
    }
    long last = BLOCK;
    for (Map.Entry<Long, Long> chunk : ends.entrySet()) {
      assertThat(chunk.getKey()).isGreaterThanOrEqualTo(last);
      last = chunk.getValue();
    }
    assertThat(last).isLessThanOrEqualTo(places.length());
  }

  @Property(tries = 100)
  void placesDoNotDependOnTheOrderOfFiles(@ForAll @LongRange(min = 0) long seed) {
    Pieces site = randomSite(new Random(seed));
    List<Integer> order =
        IntStream.range(0, site.pieces().size()).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(seed));
    List<Piece> shuffled = order.stream().map(site.pieces()::get).toList();
    long[] offsets = site.places().offsets();
    assertThat(new SpreadPlacement().place(shuffled, INDEX).offsets())
        .isEqualTo(order.stream().mapToLong(i -> offsets[i]).toArray());
  }

  @Property(tries = 100)
  void sitesOf20MegabytesLoseAtMost15Percent(@ForAll @LongRange(min = 0) long seed) {
    Pieces site = randomSite(new Random(seed));
    Assume.that(site.bytes() >= 20_000_000);
    assertThat(1 - (double) (INDEX + site.bytes()) / site.places().length()).isLessThan(0.15);
  }

  private static Pieces randomSite(Random random) {
    Map<String, Content> site = new TreeMap<>();
    SiteShape.add(site, "p/%d.html", random.nextInt(1000), 20_000, random.nextDouble(), random);
    SiteShape.add(site, "img/%d.jpg", random.nextInt(500), 90_000, random.nextDouble(), random);
    SiteShape.add(site, "v/%d.mp4", random.nextInt(10), 5_000_000, 1, random);
    return Pieces.of(site);
  }

  private static int changedBlocks(Map<String, Content> before, Map<String, Content> after) {
    List<Map<Long, Object>> one = Pieces.of(before).blocks();
    List<Map<Long, Object>> two = Pieces.of(after).blocks();
    int index = 1;
    return index
        + (int)
            IntStream.range(0, Math.max(one.size(), two.size()))
                .filter(i -> i >= one.size() || i >= two.size() || !one.get(i).equals(two.get(i)))
                .count();
  }
}
