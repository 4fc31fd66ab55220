package io.github.miragemaven.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Encryption;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.SnapshotUploader;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Verification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads images to a region, as {@code mirage:deploy} does. For each line that comes in, an image
 * and the snapshot it goes on top of or {@code -}, it answers with the snapshot, the nanoseconds,
 * those in which blocks were sent, those of CPU time, the heap's peak in bytes, and how many blocks
 * a second were sent in the middle four fifths. The line {@code delete} with a snapshot removes
 * that, and {@code hash} is answered with the nanoseconds of CPU time that hashing 1 GiB takes.
 */
final class UploadImage {

  private static final int BLOCK = 512 * 1024;

  private UploadImage() {}

  /**
   * Takes the region's name, its endpoint, the key's id and secret, how many connections, and a
   * directory for manifests and journals.
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
    UploadSettings settings =
        new UploadSettings(directory, connections, connections, Verification.SAMPLE);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (AwsRegion region = aws.region(arguments[0])) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        System.out.println(
            switch (words[0]) {
              case "hash" -> Long.toString(hashing());
              case "delete" -> delete(region, words[1]);
              default -> upload(region, settings, Path.of(words[0]), words[1]);
            });
      }
    }
  }

  private static String upload(AwsRegion region, UploadSettings settings, Path file, String below)
      throws Exception {
    Sha256 digest = Sha256.ofFile(file);
    DiskImage image =
        new DiskImage(
            file, Files.size(file), digest, new Kernel(file, KernelKind.XEN_PV, 1, digest), 1);
    Optional<StoredSnapshot> parent =
        below.equals("-") ? Optional.empty() : new Snapshots(region).find(below);
    SnapshotOrder order = new SnapshotOrder(image, Encryption.NONE, parent, "benchmark", Map.of());
    heapPools(MemoryPoolMXBean::resetPeakUsage);
    long cpu = cpu();
    long start = System.nanoTime();
    Stopwatch sending = new Stopwatch();
    String id =
        new SnapshotUploader(region, settings, sending, Time.real()).upload(order, made -> {}).id();
    long nanos = System.nanoTime() - start;
    long[] peak = {0};
    heapPools(pool -> peak[0] += pool.getPeakUsage().getUsed());
    return "%s %d %d %d %d %.0f"
        .formatted(id, nanos, sending.nanos, cpu() - cpu, peak[0], sending.rateInTheMiddle());
  }

  private static String delete(AwsRegion region, String snapshot) {
    new Snapshots(region).delete(snapshot);
    return snapshot;
  }

  private static long hashing() {
    MessageDigest sha256 = Sha256.digest();
    byte[] block = new byte[BLOCK];
    long cpu = 0;
    for (int round = 0; round < 2; round++) { // The first is for the compiler.
      cpu = cpu();
      for (int i = 0; i < (1 << 30) / BLOCK; i++) {
        sha256.update(block);
      }
    }
    return cpu() - cpu;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void heapPools(java.util.function.Consumer<MemoryPoolMXBean> use) {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .forEach(use);
  }

  /** Says nothing, and looks how long it takes to send the blocks. */
  private static final class Stopwatch implements Progress {

    private final List<Long> sent = new ArrayList<>();
    private long nanos;

    double rateInTheMiddle() {
      int from = sent.size() / 10;
      int to = sent.size() - 1 - from;
      return to <= from ? 0 : 1e9 * (to - from) / (sent.get(to) - sent.get(from));
    }

    @Override
    public Gauge gauge(String task, long bytes) {
      if (!task.equals("uploading")) {
        return Progress.silent().gauge(task, bytes);
      }
      long start = System.nanoTime();
      return new Gauge() {
        @Override
        public void add(long bytes) {
          synchronized (sent) {
            sent.add(System.nanoTime());
          }
        }

        @Override
        public void retried() {}

        @Override
        public void close() {
          nanos = System.nanoTime() - start;
        }
      };
    }

    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void output(String line) {}
  }
}
