package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.Depends;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.mirage.Target;
import io.github.miragemaven.mirage.UnikernelSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** How the unikernel is configured and built: what {@code configure} and {@code build} share. */
abstract class UnikernelMojo extends KernelMojo {

  /**
   * The directory of your own unikernel's sources, {@code config.ml} and friends. Without it,
   * {@code src/main/mirage} is taken if it exists, and otherwise a unikernel that serves the site
   * is supplied. Example: {@code <sources>unikernel</sources>}.
   */
  @Parameter(property = "mirage.sources")
  File sources;

  /**
   * The target that the kernel is built for, as in {@code mirage configure -t}: {@code xen} for
   * Amazon EC2; {@code unix}, {@code hvt}, {@code spt} or {@code virtio} to run it on this machine.
   * Example: {@code -Dmirage.target=hvt}.
   */
  @Parameter(property = "mirage.target", defaultValue = "xen")
  String target;

  /**
   * The unikernel's name, in place of the one that {@code config.ml} registers (from Mirage 4.5
   * on). Example: {@code <unikernelName>blog</unikernelName>}.
   */
  @Parameter(property = "mirage.unikernelName")
  String unikernelName;

  /**
   * The directory, relative to {@code config.ml}, that the finished site is copied to: what {@code
   * config.ml} names in {@code generic_kv_ro} or {@code crunch}. Example: {@code
   * <siteDirectory>www</siteDirectory>}.
   */
  @Parameter(property = "mirage.siteDirectory", defaultValue = "htdocs")
  String siteDirectory;

  /**
   * Configure-time keys, each passed to {@code mirage configure} as {@code --key=value}, or as
   * {@code --key} if its value is empty; also as {@code -Dmirage.key.NAME=VALUE}. Example: {@code
   * <keys><net>direct</net></keys>}.
   */
  @Parameter Map<String, String> keys;

  /**
   * Whether the unikernel's dependencies are fetched with {@code make depends}: {@code auto} where
   * they are missing, {@code always}, or {@code never} if all libraries are installed already.
   * Example: {@code -Dmirage.depends=never}.
   */
  @Parameter(property = "mirage.depends", defaultValue = "auto")
  String depends;

  private Optional<Path> sources() throws UserFailureException {
    if (sources == null) {
      return Optional.of(projectDirectory().resolve(Path.of("src", "main", "mirage")))
          .filter(Files::isDirectory);
    }
    if (!sources.isDirectory()) {
      throw new UserFailureException(
          "The directory %s of the unikernel's sources is not there.%nCorrect <sources> (-Dmirage.sources=...), or leave it out to have a unikernel supplied."
              .formatted(sources));
    }
    return Optional.of(sources.toPath());
  }

  /** The settings of this build. */
  final UnikernelSettings settings() throws UserFailureException {
    return new UnikernelSettings(
        sources(),
        mirageDirectory.toPath().resolve("unikernel"),
        given(unikernelName),
        project.getArtifactId(),
        Target.parse(target),
        siteDirectory,
        withProperties(keys, "mirage.key."),
        opam,
        given(opamSwitch),
        Depends.parse(depends),
        session.isOffline(),
        Network.of(given(ipv4), given(ipv4Gateway)),
        environment(),
        projectDirectory());
  }
}
