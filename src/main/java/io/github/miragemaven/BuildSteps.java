package io.github.miragemaven;

import io.github.miragemaven.archive.ArchiveSettings;
import io.github.miragemaven.archive.ArchiveStep;
import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.image.DiskImageWriter;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.kernel.ArchiveSupport;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.mirage.BuildSettings;
import io.github.miragemaven.mirage.ConfigureSettings;
import io.github.miragemaven.mirage.ConfiguredUnikernel;
import io.github.miragemaven.mirage.MirageDriver;
import io.github.miragemaven.mirage.SiteIn;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.process.UserDirectory;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.run.Guest;
import io.github.miragemaven.run.GuestContent;
import io.github.miragemaven.run.GuestRunner;
import io.github.miragemaven.run.LocalMachine;
import io.github.miragemaven.run.MemoryNeed;
import io.github.miragemaven.run.Probe;
import io.github.miragemaven.run.RunSettings;
import io.github.miragemaven.site.Regeneration;
import io.github.miragemaven.site.SiteBuilder;
import io.github.miragemaven.site.SiteSettings;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The steps of a build on this machine, in order: from a static site to a disk image, and a guest
 * that boots it. {@link AwsSteps} has the steps that follow on AWS.
 *
 * <p>Each step stores its result in the project's build directory, with a record of its inputs, so
 * the steps can run in one build or in several.
 */
public final class BuildSteps {

  private final Programs programs;
  private final CommandRunner runner;
  private final BuildState state;
  private final Progress progress;

  /**
   * Steps of one project.
   *
   * @param mirageDirectory {@code target/mirage}, where the steps store their results
   * @param colors whether to show the colors of external programs
   */
  public BuildSteps(Path mirageDirectory, Programs programs, Progress progress, boolean colors) {
    this.programs = programs;
    this.runner = new CommandRunner(progress, colors);
    this.state = new BuildState(mirageDirectory.resolve("state"));
    this.progress = progress;
  }

  /**
   * The files of a guest.
   *
   * @param kernel the kernel
   * @param image the image that the kernel boots from, if it boots from one
   * @param archive where to write the site's archive, if the kernel is started without an image
   */
  public record GuestFiles(Kernel kernel, Path image, ArchiveSettings archive) {}

  /** Runs the site generator. */
  public StaticSite generateSite(SiteSettings settings, Regeneration when)
      throws IOException, FailureException, InterruptedException {
    return new SiteBuilder(programs, runner, state, progress).build(settings, when);
  }

  /** Writes the archive from which a kernel serves the site. */
  public SiteArchive writeArchive(StaticSite site, ArchiveSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new Steps(state, progress).run(new ArchiveStep(site, settings, state));
  }

  /**
   * Copies the unikernel's sources and the site, unless the kernel is to read it from the disk, and
   * configures the unikernel for its target.
   *
   * @param site the site; empty for a unikernel of the project's own that serves none
   */
  public ConfiguredUnikernel configureUnikernel(
      Optional<StaticSite> site, ConfigureSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new MirageDriver(programs, runner, state, progress)
        .configure(
            site.map(StaticSite::directory),
            site.map(StaticSite::digest).orElse(Sha256.of("")),
            settings);
  }

  /** Builds the kernel of a configured unikernel. */
  public Kernel buildKernel(ConfiguredUnikernel unikernel, BuildSettings settings)
      throws IOException, FailureException, InterruptedException {
    return inspectKernel(
        new MirageDriver(programs, runner, state, progress)
            .build(unikernel, settings, KernelInspector::hasDebugInfo));
  }

  /** Reads from a kernel's file where the kernel can boot. */
  public Kernel inspectKernel(Path file) throws IOException, FailureException {
    return KernelInspector.inspect(file);
  }

  /**
   * Writes the archive of the last build's site if the kernel serves the site from the disk, and
   * deletes an earlier one if it does not.
   *
   * @param siteIn where the user wants the site; by default, it is where the kernel was configured
   *     to have it, and on the disk if the kernel was built elsewhere and reads an archive
   * @return empty if the kernel does not serve the site from the disk
   * @throws UserFailureException if the kernel does not read an archive, or there is no site
   */
  public Optional<SiteArchive> archiveFor(
      Kernel kernel, Optional<SiteIn> siteIn, ArchiveSettings settings)
      throws IOException, FailureException, InterruptedException {
    boolean readsArchive = ArchiveSupport.isIn(kernel);
    SiteIn where =
        siteIn
            .or(
                () ->
                    isBuiltHere(kernel)
                        ? lastUnikernel().map(ConfiguredUnikernel::siteIn)
                        : Optional.empty())
            .orElse(readsArchive ? SiteIn.DISK : SiteIn.KERNEL);
    if (where == SiteIn.KERNEL) {
      Files.deleteIfExists(settings.file());
      return Optional.empty();
    }
    if (!readsArchive) {
      throw new UserFailureException(
          "mirage.siteIn is disk, but the kernel %s (%s) does not read a site from a disk.%nSet it to kernel (-Dmirage.siteIn=kernel), or use a kernel that does."
              .formatted(kernel.file(), kernel.kind().title()));
    }
    StaticSite site =
        lastSite()
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "The kernel %s serves the site that is on its disk, but no site has been generated.%nAdd one to src/main/site, or set <source> (-Dmirage.site.source=...). For a disk without a site: -Dmirage.siteIn=kernel."
                            .formatted(kernel.file())));
    return Optional.of(writeArchive(site, settings));
  }

  private boolean isBuiltHere(Kernel kernel) {
    return lastKernel().filter(kernel.file()::equals).isPresent();
  }

  /**
   * Writes the disk image that boots the kernel.
   *
   * @param archive the archive from which the kernel serves the site; empty if it does not
   */
  public DiskImage writeImage(Kernel kernel, Optional<SiteArchive> archive, ImageSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new DiskImageWriter(state, progress).write(kernel, archive, settings);
  }

  /**
   * Runs the kernel on this machine, from its disk image if it boots from one. Another kernel that
   * reads an archive gets the archive of the last build's site as its disk.
   */
  public void runGuest(GuestFiles files, RunSettings settings, Optional<Probe> probe)
      throws IOException, FailureException, InterruptedException {
    Kernel kernel = files.kernel();
    Optional<Path> archive = Optional.empty();
    Optional<StaticSite> site = lastSite();
    if (site.isPresent() && !LocalMachine.bootsFromImage(kernel) && ArchiveSupport.isIn(kernel)) {
      archive = Optional.of(writeArchive(site.get(), files.archive()).file());
    }
    Optional<Path> userDirectory = UserDirectory.find();
    Guest guest =
        new LocalMachine(programs, runner, progress, userDirectory)
            .guest(
                new GuestContent(
                    kernel,
                    DiskImageWriter.last(state, files.image()),
                    archive,
                    siteInKernel(kernel)),
                settings);
    CommandRunner withoutColors = new CommandRunner(progress); // A boot loader clears the screen.
    new GuestRunner(withoutColors, progress, userDirectory).run(guest, probe);
  }

  /** The bytes of memory that the last build's kernel needs, if there is one. */
  public OptionalLong kernelMemory() throws IOException, FailureException {
    Optional<Path> file = lastKernel().filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return OptionalLong.empty();
    }
    Kernel kernel = inspectKernel(file.get());
    return OptionalLong.of(MemoryNeed.of(kernel, siteInKernel(kernel)).bytes());
  }

  /** The size of the site that is compiled into the kernel, if this project built it. */
  private OptionalLong siteInKernel(Kernel kernel) throws IOException, FailureException {
    boolean inKernel = isBuiltHere(kernel) && !ArchiveSupport.isIn(kernel);
    Optional<StaticSite> site = inKernel ? lastSite() : Optional.empty();
    return site.isPresent() ? OptionalLong.of(site.get().bytes()) : OptionalLong.empty();
  }

  /** Forgets the last build's site, for a project that has none any longer. */
  public void forgetSite() throws IOException {
    SiteBuilder.forget(state);
  }

  /** The site that the last build generated. */
  public Optional<StaticSite> lastSite() {
    return SiteBuilder.last(state);
  }

  /** The unikernel that the last build configured. */
  public Optional<ConfiguredUnikernel> lastUnikernel() {
    return MirageDriver.lastUnikernel(state);
  }

  /** The file of the kernel that the last build produced. */
  public Optional<Path> lastKernel() {
    return MirageDriver.lastKernel(state);
  }

  /**
   * The disk image that the last build wrote to a file.
   *
   * @throws UserFailureException if there is none, or the file has changed since
   */
  public DiskImage lastImage(Path file) throws IOException, FailureException {
    DiskImage image =
        DiskImageWriter.last(state, file)
            .filter(written -> Files.isRegularFile(written.file()))
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no disk image %s yet.%nRun mvn deploy, or mvn package before mvn mirage:deploy."
                            .formatted(file)));
    if (!state.digests().of(file).equals(image.digest())) {
      throw new UserFailureException(
          "The disk image %s has changed since mirage:image wrote it.%nRun mvn package to write it again."
              .formatted(file));
    }
    return image;
  }
}
