package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.BootMenu;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.image.ImageFile;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.site.SiteBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;

/**
 * Writes the disk image: an ext2 file system with the kernel and the GRUB menu that starts it.
 *
 * <p>Under packaging {@code unikernel} the image is the project's artifact; under another packaging
 * it is attached with the classifier {@code image}. The kernel is attached with the classifier
 * {@code kernel}. The same content gives the same bytes on any machine.
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends KernelMojo {

  /**
   * What the boot menu shows; without it the project's name. ASCII only. Example: {@code <title>My
   * blog</title>}.
   */
  @Parameter(property = "mirage.image.title")
  String title;

  /**
   * The seconds that the boot loader waits before it starts the kernel. Example: {@code
   * -Dmirage.image.timeout=0}.
   */
  @Parameter(property = "mirage.image.timeout", defaultValue = "1")
  int timeout;

  /**
   * Whether the kernel is stored compressed, as boot loaders like to read it. Example: {@code
   * -Dmirage.image.gzip=false}.
   */
  @Parameter(property = "mirage.image.gzip", defaultValue = "true")
  boolean gzip;

  /**
   * The file system's block size in bytes: 1024, 2048 or 4096. Example: {@code
   * -Dmirage.image.blockSize=1024}.
   */
  @Parameter(property = "mirage.image.blockSize", defaultValue = "4096")
  int blockSize;

  /**
   * The image's size; without it the image is just as large as its content needs. At most 1 TiB.
   * Example: {@code <size>64 MiB</size>}.
   */
  @Parameter(property = "mirage.image.size")
  String size;

  /**
   * Where GRUB 2 for BIOS comes from, which boots Multiboot kernels (Solo5 Xen and virtio) from the
   * image; without it, what is installed is taken. A directory, a ZIP or TAR archive or a Debian
   * package with a directory {@code i386-pc} in it, such as Debian's {@code grub-pc-bin}; or the
   * coordinates of one, {@code groupId:artifactId[:extension[:classifier]]:version}, with the
   * extension {@code deb} in the three-part form. Example: {@code
   * -Dmirage.grub=grub-pc-bin_2.06-13+deb12u2_amd64.deb}.
   */
  @Parameter(property = "mirage.grub")
  String grub;

  /**
   * Files and directories that go into the image beside the kernel; also as {@code
   * -Dmirage.files=SOURCE=DESTINATION,…}. Example: {@code
   * <files><file><source>src/main/site</source><destination>/www</destination></file></files>}.
   */
  @Parameter(property = "mirage.files")
  List<FileMapping> files;

  /**
   * The time that every file in the image bears, as an ISO 8601 instant or in seconds since 1970;
   * where Maven has none, {@code 1980-02-01T00:00:00Z}. Example: {@code
   * <project.build.outputTimestamp>2026-11-23T00:00:00Z</project.build.outputTimestamp>} among the
   * project's properties.
   */
  @Parameter(
      property = "mirage.image.outputTimestamp",
      defaultValue = "${project.build.outputTimestamp}")
  String outputTimestamp;

  /**
   * Attaches the image with this classifier in place of making it the project's artifact: for a
   * second image of the same project. Example: {@code <classifier>debug</classifier>}.
   */
  @Parameter(property = "mirage.image.classifier")
  String classifier;

  /**
   * Skips this goal: nothing is written, nothing attached, and {@code install} needs {@code
   * maven.install.skip} as well. Example: {@code -Dmirage.image.skip}.
   */
  @Parameter(property = "mirage.image.skip", defaultValue = "false")
  boolean skipImage;

  private static final String PACKAGING = "unikernel";

  private final MavenProjectHelper artifacts;
  private final RepositorySystem repositories;

  @Inject
  ImageMojo(MavenProjectHelper artifacts, RepositorySystem repositories) {
    this.artifacts = artifacts;
    this.repositories = repositories;
  }

  @Override
  Optional<String> reasonToSkip() {
    return skipImage ? Optional.of("mirage.image.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    Kernel found = road.kernel(kernelFile(road, repositories));
    DiskImage image = road.image(found, settings());
    attach(image, found);
    new Summary(getLog(), Terminal.of(session), this::shown)
        .print(SiteBuilder.last(road.state()), found, origin(), image, isDeployed());
  }

  private boolean isDeployed() {
    return DeployingBuild.of(session.getRequest().getGoals(), project);
  }

  private Summary.Origin origin() {
    if (given(kernel).isPresent()) {
      return Summary.Origin.GIVEN;
    }
    return kernelFromElsewhere().isPresent() ? Summary.Origin.FALLBACK : Summary.Origin.BUILT;
  }

  private ImageSettings settings() throws UserFailureException {
    if (timeout < 0) {
      throw new UserFailureException(
          "<timeout> is %d.%nSet it (-Dmirage.image.timeout=...) to 0 or more seconds."
              .formatted(timeout));
    }
    return new ImageSettings(
        imageFile(),
        mirageDirectory.toPath().resolve("image"),
        given(title).orElseGet(this::defaultTitle),
        timeout,
        bootArguments().words(),
        gzip,
        blockSize,
        size(),
        grub(),
        imageFiles(),
        OutputTimestamp.parse(given(outputTimestamp)));
  }

  private Optional<Path> grub() throws UserFailureException {
    Optional<String> named = given(grub);
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NamedArtifact(NamedArtifact.Kind.GRUB, repositories, session, project)
                .resolve(named.get()));
  }

  private OptionalLong size() throws UserFailureException {
    return given(size).isPresent()
        ? OptionalLong.of(Sizes.parse("mirage.image.size", size))
        : OptionalLong.empty();
  }

  private String defaultTitle() {
    return BootMenu.Entry.isTitle(project.getName()) ? project.getName() : project.getArtifactId();
  }

  private List<ImageFile> imageFiles() throws UserFailureException {
    List<ImageFile> all = new ArrayList<>();
    for (FileMapping mapping : files == null ? List.<FileMapping>of() : files) {
      all.add(
          new ImageFile(
              projectDirectory().resolve(mapping.source().toPath()), mapping.destination()));
    }
    return all;
  }

  private void attach(DiskImage image, Kernel found) {
    Optional<String> own = given(classifier);
    if (own.isEmpty() && project.getPackaging().equals(PACKAGING)) {
      project.getArtifact().setFile(image.file().toFile());
    } else {
      artifacts.attachArtifact(project, "img", own.orElse("image"), image.file().toFile());
    }
    boolean attached =
        project.getAttachedArtifacts().stream()
            .anyMatch(
                artifact ->
                    NamedArtifact.Kind.KERNEL.classifier().equals(artifact.getClassifier()));
    if (!attached) {
      artifacts.attachArtifact(
          project,
          NamedArtifact.Kind.KERNEL.extension(),
          NamedArtifact.Kind.KERNEL.classifier(),
          found.file().toFile());
    }
  }
}
