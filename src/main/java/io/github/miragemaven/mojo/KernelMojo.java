package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.BootArguments;
import io.github.miragemaven.mirage.MirageBuilder;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.process.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Where the kernel comes from: what {@code configure}, {@code build} and {@code image} agree on.
 */
abstract class KernelMojo extends RoadMojo {

  /**
   * A kernel that was built elsewhere: a file, or the Maven coordinates of one, {@code
   * groupId:artifactId[:extension[:classifier]]:version}, resolved from the project's repositories.
   * With the three-part form the kernel that another project of packaging {@code unikernel} has
   * installed or deployed is meant (extension {@code elf}, classifier {@code kernel}). If that is a
   * module of the same build, make it a dependency (type {@code elf}, classifier {@code kernel}),
   * so that Maven builds it first. The goals {@code configure} and {@code build} then have nothing
   * to do. Example: {@code <kernel>com.example:blog:1.4</kernel>}.
   */
  @Parameter(property = "mirage.kernel")
  String kernel;

  /**
   * The kernel to take, as in {@code <kernel>}, on a machine where {@code mirage} is not installed;
   * where it is, the kernel is built. Example: {@code
   * <fallbackKernel>com.example:blog:1.4</fallbackKernel>}.
   */
  @Parameter(property = "mirage.fallbackKernel")
  String fallbackKernel;

  /**
   * Runs {@code mirage} and {@code make} through {@code opam exec}, for machines where the opam
   * environment is not set up in the shell that Maven runs in. Example: {@code -Dmirage.opam}.
   */
  @Parameter(property = "mirage.opam", defaultValue = "false")
  boolean opam;

  /**
   * The opam switch that {@code mirage} is installed in; naming one means {@code opam exec
   * --switch=…}. Example: {@code -Dmirage.opamSwitch=4.14.2}.
   */
  @Parameter(property = "mirage.opamSwitch")
  String opamSwitch;

  /**
   * Variables set in the environment of {@code mirage}, {@code make} and {@code opam}, also as
   * {@code -Dmirage.environment.NAME=VALUE}. Example: {@code
   * <environment><OPAMROOT>/opt/opam</OPAMROOT></environment>}.
   */
  @Parameter Map<String, String> environment;

  /**
   * The static IPv4 address of the unikernel, with the length of its network's prefix; without one
   * it asks DHCP. Example: {@code <ipv4>10.0.0.2/24</ipv4>}.
   */
  @Parameter(property = "mirage.ipv4")
  String ipv4;

  /** The IPv4 gateway of a unikernel with a static address. Example: {@code 10.0.0.1}. */
  @Parameter(property = "mirage.ipv4Gateway")
  String ipv4Gateway;

  /**
   * Boot-time arguments of the unikernel, each given to it as {@code --key=value} (a one-letter key
   * as {@code -k value}, an empty value as {@code --key}); also as {@code
   * -Dmirage.argument.NAME=VALUE}. Example: {@code
   * <bootArguments><http>8080</http><l>*:info</l></bootArguments>}.
   */
  @Parameter Map<String, String> bootArguments;

  /**
   * The name of the image file in the build directory, without its ending {@code .img}. Example:
   * {@code <imageName>blog-disk</imageName>}.
   */
  @Parameter(property = "mirage.image.name", defaultValue = "${project.build.finalName}")
  String imageName;

  /** The image's file. */
  final Path imageFile() {
    return Path.of(project.getBuild().getDirectory(), imageName + ".img");
  }

  /**
   * The kernel: one from elsewhere, or the last that was built.
   *
   * @throws UserFailureException if there is none
   */
  final Path kernelFile(Road road, RepositorySystem repositories) throws UserFailureException {
    Optional<String> elsewhere = kernelFromElsewhere();
    if (elsewhere.isPresent()) {
      return new NamedArtifact(NamedArtifact.Kind.KERNEL, repositories, session, project)
          .resolve(elsewhere.get());
    }
    return MirageBuilder.last(road.state())
        .orElseThrow(
            () ->
                new UserFailureException(
                    "No kernel has been built yet.\n"
                        + "Run mvn package, or name a kernel that was built elsewhere: <kernel>"
                        + " (-Dmirage.kernel=FILE)."));
  }

  /** The kernel that is taken instead of building one, as the user named it. */
  final Optional<String> kernelFromElsewhere() {
    return given(kernel).or(() -> given(fallbackKernel).filter(fallback -> !canBuild()));
  }

  /** What the kernel is told when it boots. */
  final BootArguments bootArguments() throws UserFailureException {
    return BootArguments.of(
        withProperties(bootArguments, "mirage.argument."),
        Network.of(given(ipv4), given(ipv4Gateway)));
  }

  /** Whether the tool that everything is built with is on this machine. */
  private boolean canBuild() {
    return Programs.ofThisProcess()
        .with(environment())
        .find(opamWanted() ? "opam" : "mirage")
        .isPresent();
  }

  /** What a tool of the opam switch is started with, if through opam. */
  final List<String> opamExec() {
    return OpamExec.words(opam, given(opamSwitch));
  }

  /** The environment of {@code mirage}, {@code make} and {@code opam}, beside this process's. */
  final Map<String, String> environment() {
    return withProperties(environment, "mirage.environment.");
  }

  private boolean opamWanted() {
    return opam || given(opamSwitch).isPresent();
  }

  /** Why there is nothing to build, if so. */
  final Optional<String> reasonNotToBuild() {
    return kernelFromElsewhere()
        .map(
            elsewhere ->
                given(kernel).isPresent()
                    ? "the kernel comes from " + elsewhere
                    : (opamWanted() ? "opam" : "mirage")
                        + " is not on the PATH, so the kernel comes from "
                        + elsewhere);
  }
}
