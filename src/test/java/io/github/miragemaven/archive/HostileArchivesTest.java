package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.tools.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a file contains, the reader accepts it or fails with a message. */
class HostileArchivesTest {

  private static Path directory;
  private static byte[] archive;

  @BeforeContainer
  static void write() throws Exception {
    directory = Files.createTempDirectory("archives");
    ArchiveFixture fixture =
        new ArchiveFixture(directory)
            .file("index.html", "<h1>Hello</h1>\n".repeat(100))
            .file("a/b.txt", "text")
            .file("_redirects", "/a /b\n")
            .dense();
    fixture.write();
    archive = Files.readAllBytes(fixture.archive());
  }

  @AfterContainer
  static void delete() throws IOException {
    Trees.delete(directory);
  }

  @Property(tries = 500)
  void changedIndexWithValidDigestsIsReadOrRejected(@ForAll @LongRange(min = 0) long seed)
      throws Exception {
    Random random = new Random(seed);
    ByteBuffer changed = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int length = changed.getInt(32);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = ArchiveFormat.INDEX_OFFSET + random.nextInt(length - Integer.BYTES);
      switch (random.nextInt(3)) {
        case 0 -> changed.put(at, (byte) random.nextInt());
        case 1 -> changed.putInt(at, random.nextInt());
        default -> changed.putInt(at, random.nextInt(64) - 32);
      }
    }
    MessageDigest digest = Sha256.digest();
    digest.update(changed.array(), ArchiveFormat.INDEX_OFFSET, length);
    changed.put(40, digest.digest());
    digest.update(changed.array(), 0, ArchiveFormat.HEADER_CHECKED);
    changed.put(ArchiveFormat.HEADER_CHECKED, digest.digest());
    readOrReject(changed.array());
  }

  @Property(tries = 500)
  void changedHeaderWithValidDigestIsReadOrRejected(@ForAll @LongRange(min = 0) long seed)
      throws Exception {
    Random random = new Random(seed);
    ByteBuffer changed = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    changed.putLong(16 + 8 * random.nextInt(3), random.nextLong() >> random.nextInt(Long.SIZE));
    MessageDigest digest = Sha256.digest();
    digest.update(changed.array(), 0, ArchiveFormat.HEADER_CHECKED);
    changed.put(ArchiveFormat.HEADER_CHECKED, digest.digest());
    readOrReject(changed.array());
  }

  @Property(tries = 200)
  void randomBytesAreRejected(@ForAll @Size(max = 600) byte[] bytes) throws Exception {
    assertThat(readOrReject(bytes)).isFalse();
  }

  private static boolean readOrReject(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("changed"), bytes);
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      reader.damaged();
      return true;
    } catch (ArchiveException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return false;
    }
  }
}
