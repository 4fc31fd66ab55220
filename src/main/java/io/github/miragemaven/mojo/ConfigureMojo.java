package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.ConfigureSettings;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.mirage.SiteIn;
import io.github.miragemaven.mirage.Target;
import io.github.miragemaven.mirage.UnikernelLayout;
import io.github.miragemaven.mirage.UnikernelSource;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.site.StaticSite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Copies the unikernel's sources and the generated site to {@code target/mirage/unikernel} and runs
 * {@code mirage configure} there, with the command line of the installed version (2.0 to 4.11).
 */
@Mojo(name = "configure", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class ConfigureMojo extends KernelMojo {

  /**
   * The directory of your own unikernel's sources ({@code config.ml} and others). Default: {@code
   * src/main/mirage} if it exists, otherwise the unikernel that comes with the plugin and serves
   * the site. Example: {@code <sources>unikernel</sources>}.
   */
  @Parameter(property = "mirage.sources")
  File sources;

  /**
   * The target to build the kernel for, as in {@code mirage configure -t}: {@code xen} for Amazon
   * EC2; {@code unix}, {@code hvt}, {@code spt} or {@code virtio} to run it on this machine.
   * Example: {@code -Dmirage.target=hvt}.
   */
  @Parameter(property = "mirage.target", defaultValue = "xen")
  String target;

  /**
   * The unikernel's name. Default: the name that {@code config.ml} registers; changing it needs
   * Mirage 4.5 or newer. Example: {@code <unikernelName>blog</unikernelName>}.
   */
  @Parameter(property = "mirage.unikernelName")
  String unikernelName;

  /**
   * Where the site is: {@code disk} for an archive in the image's second partition, which the
   * kernel reads, so that a changed page does not change the kernel; or {@code kernel} for one that
   * is compiled into the kernel. Default: {@code disk} for the unikernel that comes with the plugin
   * if the target is {@code xen}, {@code virtio}, {@code spt} or {@code hvt}; {@code kernel} for
   * other targets and for your own unikernel. Example: {@code <siteIn>kernel</siteIn>}.
   */
  @Parameter(property = "mirage.siteIn")
  String siteIn;

  /**
   * The directory to copy the generated site to, relative to {@code config.ml}: the one that {@code
   * config.ml} passes to {@code generic_kv_ro} or {@code crunch}. Example: {@code
   * <siteDirectory>www</siteDirectory>}.
   */
  @Parameter(property = "mirage.siteDirectory", defaultValue = "htdocs")
  String siteDirectory;

  /**
   * Configure-time keys, each passed to {@code mirage configure} as {@code --key=value}, or as
   * {@code --key} if it has no value; also set with {@code -Dmirage.key.NAME=VALUE}. Default: none.
   * Example: {@code <keys><net>direct</net></keys>}.
   */
  @Parameter Map<String, String> keys;

  /**
   * The unikernel's static IPv4 address with the prefix length of its network. Default: none; the
   * unikernel uses DHCP. Example: {@code <ipv4>10.0.0.2/24</ipv4>}.
   */
  @Parameter(property = "mirage.ipv4")
  String ipv4;

  /**
   * The IPv4 gateway of a unikernel with a static address. Default: none. Example: {@code
   * -Dmirage.ipv4Gateway=10.0.0.1}.
   */
  @Parameter(property = "mirage.ipv4Gateway")
  String ipv4Gateway;

  /** Skips this goal. Example: {@code -Dmirage.configure.skip}. */
  @Parameter(property = "mirage.configure.skip", defaultValue = "false")
  boolean skipConfigure;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.configure.skip", skipConfigure).or(this::reasonNotToBuild);
  }

  @Override
  boolean isBuildStep() {
    return true;
  }

  @Override
  void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    Optional<StaticSite> site = buildSteps(progress).lastSite();
    ConfigureSettings settings = settings();
    if (site.isEmpty() && settings.source().isSupplied() && settings.siteIn() == SiteIn.KERNEL) {
      throw new UserFailureException(
          "No site has been generated yet for the unikernel to serve.\n"
              + "Run mvn package without -Dmirage.site.skip, or mvn mirage:site mirage:configure.");
    }
    buildSteps(progress).configureUnikernel(site, settings);
  }

  ConfigureSettings settings() throws UserFailureException {
    return new ConfigureSettings(
        new UnikernelLayout(
            projectDirectory(), mirageDirectory.toPath().resolve("unikernel"), siteDirectory),
        tools(),
        new UnikernelSource(
            sources(sources, projectDirectory()), project.getArtifactId(), siteIn(siteIn)),
        given(unikernelName),
        Target.parse(target),
        withProperties(keys, "mirage.key."),
        Network.of(given(ipv4), given(ipv4Gateway)));
  }

  /** The directory of the user's own unikernel, if there is one. */
  static Optional<Path> sources(File sources, Path projectDirectory) throws UserFailureException {
    if (sources == null) {
      return Optional.of(projectDirectory.resolve(Path.of("src", "main", "mirage")))
          .filter(Files::isDirectory);
    }
    if (!sources.isDirectory()) {
      throw new UserFailureException(
          "The directory %s of the unikernel's sources does not exist.%nCorrect <sources> (-Dmirage.sources=...), or remove it to use the unikernel that comes with the plugin."
              .formatted(sources));
    }
    return Optional.of(sources.toPath());
  }
}
