package io.github.miragemaven.xen;

import io.github.miragemaven.archive.ArchiveSettings;
import io.github.miragemaven.archive.ArchiveStep;
import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.image.BootMenu;
import io.github.miragemaven.image.DiskImageWriter;
import io.github.miragemaven.image.GrubLegacyMenu;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.site.StaticSite;
import io.github.miragemaven.tools.GrubLegacy;
import io.github.miragemaven.tools.RealTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A disk image with the defaults of the plugin, except for these settings.
 *
 * @param kernel the kernel
 * @param arguments the words of the kernel's command line
 * @param gzip whether the kernel is compressed
 * @param blockSize the file system's block size in bytes
 * @param site the site on the disk, if any
 */
public record TestImage(
    Kernel kernel, List<String> arguments, boolean gzip, int blockSize, Optional<Path> site) {

  /** An image with this kernel. */
  public static TestImage of(Kernel kernel, String... arguments) {
    return new TestImage(kernel, List.of(arguments), true, 4096, Optional.empty());
  }

  /** Leaves the kernel uncompressed. */
  public TestImage uncompressed() {
    return new TestImage(kernel, arguments, false, blockSize, site);
  }

  /** Sets the block size. */
  public TestImage withBlocksOf(int bytes) {
    return new TestImage(kernel, arguments, gzip, bytes, site);
  }

  /** Puts the archive of this directory on the disk. */
  public TestImage withSite(Path directory) {
    return new TestImage(kernel, arguments, gzip, blockSize, Optional.of(directory));
  }

  /** Writes the image, and checks that GRUB 0.97 reads its {@code menu.lst} correctly. */
  public Path writtenTo(Path directory) throws Exception {
    boolean partitioned = kernel.kind().multiboot();
    if (partitioned && GrubParts.installed().isEmpty()) {
      throw RealTool.missing("GRUB 2 for BIOS is not installed: apt-get install grub-pc-bin");
    }
    Path file = Files.createTempDirectory(directory, "image").resolve("blog.img");
    ImageSettings settings =
        new ImageSettings(
            file,
            file.resolveSibling("work"),
            new ImageSettings.Boot("Blog", 1, arguments, gzip),
            new ImageSettings.FileSystem(blockSize, OptionalLong.empty()),
            Optional.empty(),
            List.of(),
            Instant.parse("2026-11-23T00:00:00Z"));
    BuildState state = new BuildState(file.resolveSibling("state"));
    new DiskImageWriter(state, new RecordedProgress())
        .write(kernel, archive(file.resolveSibling("archive"), state), settings);
    GrubLegacy grub = partitioned ? GrubLegacy.firstPartition(file) : GrubLegacy.wholeDisk(file);
    GrubLegacyMenu.read(grub.text(BootMenu.FILE));
    return file;
  }

  private Optional<SiteArchive> archive(Path file, BuildState state) throws Exception {
    if (site.isEmpty()) {
      return Optional.empty();
    }
    StaticSite finished = new StaticSite(site.get(), 0, 0, Sha256.of("site"));
    ArchiveSettings settings = new ArchiveSettings(file, Optional.empty());
    return Optional.of(new ArchiveStep(finished, settings, state).run());
  }
}
