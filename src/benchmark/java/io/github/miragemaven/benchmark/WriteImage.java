package io.github.miragemaven.benchmark;

import io.github.miragemaven.image.ext2.Ext2Exception;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.image.ext2.Ext2Settings;
import io.github.miragemaven.image.ext2.Ext2Tree;
import io.github.miragemaven.image.ext2.Ext2Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Writes a directory as an ext2 image each time a line with the image's name comes in, and answers
 * with the nanoseconds it took, the image's bytes, and the heap's peak in bytes. The clock runs
 * from listing the directory to closing the image.
 */
final class WriteImage {

  private static final UUID IDENTITY = UUID.fromString("8a1c7d52-0f3e-4b6a-9c58-d1e27f40b693");

  private WriteImage() {}

  /** Takes the directory and the block size. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int blockSize = Integer.parseInt(arguments[1]);
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      Path image = Path.of(name);
      long start = System.nanoTime();
      long size = write(directory, blockSize, image);
      long nanos = System.nanoTime() - start;
      System.out.println(nanos + " " + size + " " + peakHeap());
    }
  }

  private static long write(Path directory, int blockSize, Path image) throws Exception {
    Ext2Tree.Builder tree = Ext2Tree.builder();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              String path = "/".concat(directory.relativize(file).toString());
              tree.file(path, file);
            } catch (Ext2Exception e) {
              throw new IOException(e);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Ext2Settings settings =
        new Ext2Settings(blockSize, OptionalLong.empty(), IDENTITY, "", Instant.EPOCH);
    Ext2Plan plan = Ext2Plan.of(tree.build(), settings);
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return Ext2Writer.write(channel, 0, plan);
    }
  }

  private static long peakHeap() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    return peak;
  }
}
