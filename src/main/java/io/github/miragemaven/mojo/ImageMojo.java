package io.github.miragemaven.mojo;

import static io.github.miragemaven.image.BootMenu.Entry.isTitle;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Writes the disk image: an ext2 file system with the kernel and the GRUB menu that boots it, and a
 * partition with the site if the kernel serves the site from the disk.
 *
 * <p>With packaging {@code unikernel} the image is the project's main artifact; with any other
 * packaging it is attached with the classifier {@code image}. The kernel is attached with the
 * classifier {@code kernel}. The same content gives the same bytes on any machine.
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends BootMojo {

  /**
   * The title in the boot menu, in ASCII. Default: the project's name. Example: {@code <title>My
   * blog</title>}.
   */
  @Parameter(property = "mirage.image.title")
  String title;

  /**
   * How long the boot loader shows its menu before it starts the kernel: a duration of whole
   * seconds from 0s to 1d, such as {@code 5s} or {@code PT5S}; a number means seconds. Example:
   * {@code -Dmirage.image.timeout=0s}.
   */
  @Parameter(property = "mirage.image.timeout", defaultValue = "1s")
  String timeout;

  /** Whether to compress the kernel with gzip. Example: {@code -Dmirage.image.gzip=false}. */
  @Parameter(property = "mirage.image.gzip", defaultValue = "true")
  boolean gzip;

  /**
   * The file system's block size in bytes: 1024, 2048 or 4096. Example: {@code
   * -Dmirage.image.blockSize=1024}.
   */
  @Parameter(property = "mirage.image.blockSize", defaultValue = "4096")
  int blockSize;

  /**
   * The image's size, up to 1 TiB. Default: the smallest that its content fits in. Example: {@code
   * <size>64 MiB</size>}.
   */
  @Parameter(property = "mirage.image.size")
  String size;

  /**
   * Where the site is: {@code disk} for an archive in the image's second partition, which the
   * kernel reads, so that a changed page does not change the kernel; or {@code kernel} for one that
   * is compiled into the kernel. Default: where the goal {@code configure} had the kernel built to
   * find it; for a kernel that was built elsewhere, {@code disk} if it reads an archive. Example:
   * {@code -Dmirage.siteIn=disk}.
   */
  @Parameter(property = "mirage.siteIn")
  String siteIn;

  /**
   * GRUB 2 for BIOS, which boots Multiboot kernels (Solo5 Xen and virtio): a directory, a ZIP or
   * TAR archive, or a Debian package that contains a directory {@code i386-pc}; or the Maven
   * coordinates of one, with {@code deb} as the default extension. Default: the installed GRUB.
   * Example: {@code -Dmirage.grub=grub-pc-bin_2.06-13+deb12u2_amd64.deb}.
   */
  @Parameter(property = "mirage.grub")
  String grub;

  /**
   * Files and directories to put into the image besides the kernel; on the command line {@code
   * -Dmirage.files=SOURCE=DESTINATION,...}. Default: none. Example: {@code
   * <files><file><source>src/main/site</source><destination>/www</destination></file></files>}.
   */
  @Parameter(property = "mirage.files")
  List<FileMapping> files;

  /**
   * The timestamp of every file in the image: an ISO 8601 instant, or seconds since 1970. If Maven
   * has none, it is {@code 1980-02-01T00:00:00Z}. Example, among the project's properties: {@code
   * <project.build.outputTimestamp>2026-11-23T00:00:00Z</project.build.outputTimestamp>}.
   */
  @Parameter(
      property = "mirage.image.outputTimestamp",
      defaultValue = "${project.build.outputTimestamp}")
  String outputTimestamp;

  /**
   * Attaches the image with this classifier, for a second image of the same project. Default: none.
   * Example: {@code <classifier>debug</classifier>}.
   */
  @Parameter(property = "mirage.image.classifier")
  String classifier;

  /** Skips this goal. Example: {@code -Dmirage.image.skip -Dmaven.install.skip}. */
  @Parameter(property = "mirage.image.skip", defaultValue = "false")
  boolean skipImage;

  @Inject private MavenProjectHelper artifacts;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.image.skip", skipImage);
  }

  @Override
  boolean isBuildStep() {
    return true;
  }

  @Override
  void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    BuildSteps steps = buildSteps(progress);
    Kernel found = kernel(steps);
    Optional<SiteArchive> archive = steps.archiveFor(found, siteIn(siteIn), archiveSettings());
    DiskImage image = steps.writeImage(found, archive, settings());
    new BuildArtifacts(project, artifacts).attach(image, given(classifier), found);
    new Summary(getLog(), session, project)
        .print(steps.lastSite(), found, Summary.Origin.of(given(kernel), prebuiltKernel()), image);
  }

  private ImageSettings settings() throws UserFailureException {
    Duration menu =
        Durations.parse("mirage.image.timeout", timeout, Duration.ZERO, Durations.ONE_DAY);
    return new ImageSettings(
        imageFile(),
        mirageDirectory.toPath().resolve("image"),
        new ImageSettings.Boot(
            given(title)
                .orElse(isTitle(project.getName()) ? project.getName() : project.getArtifactId()),
            Math.toIntExact(menu.toSeconds()),
            argumentsWithAddress().words(),
            gzip),
        new ImageSettings.FileSystem(
            blockSize,
            given(size).isPresent()
                ? OptionalLong.of(Sizes.parse("mirage.image.size", size))
                : OptionalLong.empty()),
        resolve(NamedArtifact.Kind.GRUB, given(grub)),
        FileMapping.imageFiles(files, projectDirectory()),
        OutputTimestamp.parse(given(outputTimestamp)));
  }
}
