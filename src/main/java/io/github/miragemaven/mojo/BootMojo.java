package io.github.miragemaven.mojo;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.archive.ArchiveSettings;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.mirage.BootArguments;
import io.github.miragemaven.mirage.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** Base of the goals that boot a kernel: its boot arguments, its address and its image file. */
abstract class BootMojo extends KernelMojo {

  /**
   * Boot arguments of the unikernel, each passed as {@code --key=value} (a one-letter key as {@code
   * -k value}, a key without a value as {@code --key}); also set with {@code
   * -Dmirage.argument.NAME=VALUE}. Default: none. Example: {@code
   * <bootArguments><http>8080</http><l>*:info</l></bootArguments>}.
   */
  @Parameter Map<String, String> bootArguments;

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

  /**
   * The name of the image file in the build directory, without the extension {@code .img}. Example:
   * {@code <imageName>blog-disk</imageName>}.
   */
  @Parameter(property = "mirage.image.name", defaultValue = "${project.build.finalName}")
  String imageName;

  @Inject private RepositorySystem repositories;

  final Path imageFile() {
    return Path.of(project.getBuild().getDirectory(), imageName + ".img");
  }

  /**
   * The archive of the site. Its files have the build's timestamp as their modification time,
   * unless that is Maven's default, which no page was changed at.
   */
  final ArchiveSettings archiveSettings() throws UserFailureException {
    return new ArchiveSettings(
        mirageDirectory.toPath().resolve("site.archive"),
        Optional.of(OutputTimestamp.parse(given(buildTimestamp)))
            .filter(time -> !time.equals(OutputTimestamp.DEFAULT)));
  }

  /** The kernel to boot: one that was built elsewhere, or the one that the last build produced. */
  final Kernel kernel(BuildSteps steps) throws IOException, FailureException {
    Path file =
        resolve(NamedArtifact.Kind.KERNEL, prebuiltKernel())
            .or(steps::lastKernel)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "No kernel has been built yet.\n"
                            + "Run mvn package, or set <kernel> (-Dmirage.kernel=FILE) to one that"
                            + " was built elsewhere."));
    return steps.inspectKernel(file);
  }

  /** The file or directory of an artifact, if the user named one. */
  final Optional<Path> resolve(NamedArtifact.Kind kind, Optional<String> name)
      throws UserFailureException {
    return name.isPresent()
        ? Optional.of(new NamedArtifact(kind, repositories, session, project).resolve(name.get()))
        : Optional.empty();
  }

  final Map<String, String> arguments() {
    return withProperties(bootArguments, "mirage.argument.");
  }

  /** The port that the boot argument {@code http} sets; without it 80. */
  final int httpPort() throws UserFailureException {
    String value = arguments().getOrDefault("http", "80");
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new UserFailureException(
          "The boot argument http is \"%s\", which is not a port.%nSet the site's port with -Dmirage.run.guestPort=80."
              .formatted(value),
          e);
    }
  }

  /** The boot arguments, with those that set the unikernel's address. */
  final BootArguments argumentsWithAddress() throws UserFailureException {
    return BootArguments.of(arguments(), Network.of(given(ipv4), given(ipv4Gateway)));
  }
}
