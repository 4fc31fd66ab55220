package io.github.miragemaven;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployment;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.image.DiskImageWriter;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.mirage.ConfiguredUnikernel;
import io.github.miragemaven.mirage.MirageBuilder;
import io.github.miragemaven.mirage.MirageConfigurer;
import io.github.miragemaven.mirage.UnikernelSettings;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.run.Guest;
import io.github.miragemaven.run.GuestRunner;
import io.github.miragemaven.run.LocalMachine;
import io.github.miragemaven.run.Probe;
import io.github.miragemaven.run.RunSettings;
import io.github.miragemaven.site.SiteBuilder;
import io.github.miragemaven.site.SiteSettings;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The road from a static site to an AMI, a method for each step. What a step makes lies under the
 * project's build directory, with a record of how it was made, so that the steps can be taken in
 * one build or in several.
 */
public final class Road {

  private final Programs programs;
  private final CommandRunner runner;
  private final BuildState state;
  private final Progress progress;

  /**
   * A road that starts at the project whose build directory this is.
   *
   * @param mirageDirectory {@code target/mirage}, where the steps leave what they make
   * @param colours whether the colours of external programs are shown
   */
  public Road(Path mirageDirectory, Programs programs, Progress progress, boolean colours) {
    this.programs = programs;
    this.runner = new CommandRunner(progress, colours);
    this.state = new BuildState(mirageDirectory.resolve("state"));
    this.progress = progress;
  }

  /** What earlier steps left, for those that follow. */
  public BuildState state() {
    return state;
  }

  /** Where the steps say what they do. */
  public Progress progress() {
    return progress;
  }

  /** Runs the site generator. */
  public StaticSite site(SiteSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new SiteBuilder(programs, runner, state, progress).build(settings);
  }

  /** Prepares the unikernel that serves the site, and configures it for its target. */
  public ConfiguredUnikernel configure(StaticSite site, UnikernelSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new MirageConfigurer(programs, runner, state, progress)
        .configure(site.directory(), site.digest(), settings);
  }

  /** Builds the unikernel's kernel and looks at what it is. */
  public Kernel build(ConfiguredUnikernel unikernel, UnikernelSettings settings)
      throws IOException, FailureException, InterruptedException {
    return kernel(new MirageBuilder(programs, runner, state, progress).build(unikernel, settings));
  }

  /** A kernel that was built elsewhere. */
  public Kernel kernel(Path file) throws IOException, FailureException {
    return KernelInspector.inspect(file);
  }

  /** Writes the disk that boots the kernel. */
  public DiskImage image(Kernel kernel, ImageSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new DiskImageWriter(state, progress).write(kernel, settings);
  }

  /** Runs the kernel on this machine, from its image where it boots from one. */
  public void run(Kernel kernel, Path image, RunSettings settings, Optional<Probe> probe)
      throws IOException, FailureException, InterruptedException {
    Guest guest =
        new LocalMachine(programs, runner, progress)
            .guest(kernel, DiskImageWriter.last(state, image), settings);
    CommandRunner withoutColours = new CommandRunner(progress); // A loader clears the screen.
    new GuestRunner(withoutColours, progress).run(guest, probe);
  }

  /** The disk that an earlier build wrote to that file. */
  public DiskImage image(Path file) throws IOException, FailureException {
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
          "The disk image %s is not as mirage:image wrote it.%nRun mvn package to write it again."
              .formatted(file));
    }
    return image;
  }

  /** Makes an AMI of the disk in each region. */
  public List<Outcome<Deployed>> deploy(DiskImage image, Deployment deployment)
      throws IOException, FailureException, InterruptedException {
    return deployment.deploy(image);
  }
}
