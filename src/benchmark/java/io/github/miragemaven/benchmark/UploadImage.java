package io.github.miragemaven.benchmark;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Encryption;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.SnapshotUploader;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Verification;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Uploads one image to a region, as {@code mirage:deploy} does, or deletes snapshots. */
final class UploadImage {

  private UploadImage() {}

  /**
   * Takes the region's name, its endpoint, the access key's ID and secret, the number of
   * connections, and a directory for manifests and journals; then an image, its digest as {@code
   * mirage:image} records it, and the parent snapshot or {@code -}; or {@code delete} and
   * snapshots. For an image it prints the snapshot, the nanoseconds until it was completed, and the
   * heap's peak in bytes.
   */
  public static void main(String[] arguments) throws Exception {
    int connections = Integer.parseInt(arguments[4]);
    Path directory = Path.of(arguments[5]);
    Aws aws =
        new Aws(
            new AwsSettings(
                Optional.of(new AccessKey(arguments[2], arguments[3], Optional.empty())),
                Optional.empty(),
                Optional.of(URI.create(arguments[1])),
                Optional.empty(),
                connections,
                directory));
    UploadSettings settings = new UploadSettings(directory, connections, Verification.SAMPLE);
    try (AwsRegion region = aws.region(arguments[0])) {
      if (arguments[6].equals("delete")) {
        for (int i = 7; i < arguments.length; i++) {
          new Snapshots(region).delete(arguments[i]);
        }
      } else {
        Path file = Path.of(arguments[6]);
        System.out.println(upload(region, settings, file, new Sha256(arguments[7]), arguments[8]));
      }
    }
  }

  private static String upload(
      AwsRegion region, UploadSettings settings, Path file, Sha256 digest, String parent)
      throws Exception {
    long start = System.nanoTime();
    DiskImage image =
        new DiskImage(
            file,
            Files.size(file),
            digest,
            new Kernel(file, KernelKind.XEN_PV, 1, digest),
            1,
            Optional.empty());
    Optional<StoredSnapshot> below =
        parent.equals("-") ? Optional.empty() : new Snapshots(region).find(parent);
    SnapshotOrder order = new SnapshotOrder(image, Encryption.NONE, below, "benchmark", Map.of());
    String id =
        new SnapshotUploader(region, settings, new Execution(Progress.silent(), Time.real()))
            .upload(order, made -> {})
            .id();
    return "%s %d %d".formatted(id, System.nanoTime() - start, peakHeap());
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }
}
