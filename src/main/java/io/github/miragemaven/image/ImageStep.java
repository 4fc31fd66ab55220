package io.github.miragemaven.image;

import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.image.ext2.Ext2Settings;
import io.github.miragemaven.image.ext2.Ext2Tree;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Step;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Writes the image if its content or its settings have changed. */
final class ImageStep implements Step<DiskImage> {

  private static final String LABEL = "mirage";

  private final Kernel kernel;
  private final Optional<SiteArchive> archive;
  private final ImageSettings settings;
  private final DiskLayout layout;
  private final FileDigests digests;
  private final Progress progress;
  private final SortedMap<String, String> configuration;

  /**
   * What is put on the disk.
   *
   * @param kernel the kernel
   * @param archive the archive of the site, if the kernel serves it from the disk
   */
  record Content(Kernel kernel, Optional<SiteArchive> archive) {}

  ImageStep(
      Content content,
      ImageSettings settings,
      DiskLayout layout,
      FileDigests digests,
      Progress progress)
      throws ImageException {
    this.kernel = content.kernel();
    this.archive = content.archive();
    this.settings = settings;
    this.layout = layout;
    this.digests = digests;
    this.progress = progress;
    this.configuration = new TreeMap<>(layout.configuration(settings));
  }

  @Override
  public String name() {
    return name(settings.file());
  }

  @Override
  public Fingerprint inputs() throws IOException {
    return content()
        .value("image file", settings.file())
        .value("site archive", archive.map(SiteArchive::digest))
        .build();
  }

  /**
   * Returns the inputs that determine the image's bytes except for the site's archive. The UUID of
   * the file system is derived from their digest, so they must not include paths of the build
   * machine: the same content must give the same image everywhere. Without the archive among them,
   * the file system stays the same when a page changes.
   */
  private FingerprintBuilder content() throws IOException {
    FingerprintBuilder content =
        Fingerprint.builder(digests)
            .value("kernel", kernel.digest())
            .value("gzip", settings.boot().gzip())
            .value("block size", settings.fileSystem().blockSize())
            .value("size", settings.fileSystem().size())
            .value("timestamp", settings.timestamp());
    configuration.forEach(
        (path, text) -> content.value(path.substring(path.lastIndexOf('/') + 1), text));
    layout.addTo(content);
    for (ImageFile file : settings.files()) {
      if (Files.isDirectory(file.source())) {
        content.tree(file.destination(), file.source());
      } else {
        content.file(file.destination(), file.source());
      }
    }
    return content;
  }

  @Override
  public DiskImage run() throws IOException, FailureException {
    Path stored = settings.boot().gzip() ? compressed() : kernel.file();
    Ext2Tree tree =
        ImageContent.tree(configuration, stored, settings.boot().gzip(), settings.files());
    write(plan(tree));
    return new DiskImage(
        settings.file(),
        Files.size(settings.file()),
        digests.of(settings.file(), new DigestProgress(progress, settings.file())),
        kernel,
        Files.size(stored),
        archive);
  }

  private Ext2Plan plan(Ext2Tree tree) throws IOException, FailureException {
    if (layout.fileSystemOffset() > 0 && settings.fileSystem().size().isPresent()) {
      requireRoom(tree, settings.fileSystem().size().getAsLong());
    }
    return Ext2Plan.of(tree, ext2(layout.fileSystemSize(settings.fileSystem().size())));
  }

  /**
   * Checks the size of the whole disk, so that the message refers to it and not to the file
   * system's part.
   */
  private void requireRoom(Ext2Tree tree, long size) throws IOException, FailureException {
    long needed = layout.size(Ext2Plan.of(tree, ext2(OptionalLong.empty())));
    if (size < needed || size % settings.fileSystem().blockSize() != 0) {
      throw new ImageException(
          "The image's size is set to %d bytes, but the boot loader and the content need %d, in blocks of %d.%nSet a larger <size> (-Dmirage.image.size=...), such as %d, or remove it to get the smallest image that fits."
              .formatted(size, needed, settings.fileSystem().blockSize(), needed));
    }
  }

  private Ext2Settings ext2(OptionalLong size) throws IOException {
    return new Ext2Settings(
        settings.fileSystem().blockSize(), size, uuid(), LABEL, settings.timestamp());
  }

  private Path compressed() throws IOException {
    Path compressed = settings.workDirectory().resolve("mirage-os.gz");
    KernelCompressor.compress(kernel.file(), compressed);
    return compressed;
  }

  private void write(Ext2Plan fileSystem) throws IOException, FailureException {
    Path image = settings.file();
    Files.createDirectories(image.getParent());
    long needed = layout.bytesOnDisk(fileSystem);
    long free = Files.getFileStore(image.getParent()).getUsableSpace();
    if (free < needed) {
      throw new DiskFullException(image, needed, free);
    }
    Replacement.<FailureException>of(
        image,
        temporary -> {
          try (FileChannel disk =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.SPARSE,
                  StandardOpenOption.WRITE)) {
            layout.write(disk, fileSystem);
            long size = settings.fileSystem().size().orElse(layout.size(fileSystem));
            if (disk.size() < size) {
              disk.write(ByteBuffer.allocate(1), size - 1);
            }
          }
        });
  }

  /** Returns a version 8 UUID (RFC 9562, section 5.8) derived from the content's digest. */
  private UUID uuid() throws IOException {
    ByteBuffer digest = ByteBuffer.wrap(content().build().digest().bytes());
    long high = (digest.getLong() & ~0xf000L) | 0x8000L;
    long low = (digest.getLong() & (-1L >>> 2)) | (1L << 63);
    return new UUID(high, low);
  }

  @Override
  public Fingerprint outputs(DiskImage image) throws IOException {
    return Fingerprint.builder(digests).file("image", image.file()).build();
  }

  @Override
  public Map<String, String> describe(DiskImage image) {
    Map<String, String> description = new TreeMap<>();
    description.put("file", image.file().toString());
    description.put("size", Long.toString(image.size()));
    description.put("digest", image.digest().hex());
    description.put("kernel.file", image.kernel().file().toString());
    description.put("kernel.kind", image.kernel().kind().name());
    description.put("kernel.size", Long.toString(image.kernel().size()));
    description.put("kernel.digest", image.kernel().digest().hex());
    description.put("kernelSize", Long.toString(image.kernelSize()));
    image.archive().map(SiteArchive::describe).ifPresent(description::putAll);
    return description;
  }

  @Override
  public DiskImage recall(Map<String, String> description) {
    return recalled(description);
  }

  static DiskImage recalled(Map<String, String> description) {
    return new DiskImage(
        Path.of(description.get("file")),
        Long.parseLong(description.get("size")),
        new Sha256(description.get("digest")),
        new Kernel(
            Path.of(description.get("kernel.file")),
            KernelKind.valueOf(description.get("kernel.kind")),
            Long.parseLong(description.get("kernel.size")),
            new Sha256(description.get("kernel.digest"))),
        Long.parseLong(description.get("kernelSize")),
        SiteArchive.in(description));
  }

  static String name(Path image) {
    return "image-" + image.getFileName();
  }

  @Override
  public String summary(DiskImage image) {
    return "image: " + Sizes.of(image.size()) + " in " + image.file().getFileName();
  }
}
