package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.mirage.SiteIn;
import io.github.miragemaven.mirage.ToolSettings;
import io.github.miragemaven.process.Programs;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of the goals that build or use the kernel: where it comes from, and the opam switch. */
abstract class KernelMojo extends GoalMojo {

  /**
   * A kernel that was built elsewhere: a file (a relative path is one from the module's directory;
   * on the command line, also one from the directory of the whole build), or the Maven coordinates
   * {@code groupId:artifactId[:extension[:classifier]]:version} of an artifact in one of the
   * project's repositories. {@code groupId:artifactId:version} means the kernel (extension {@code
   * elf}, classifier {@code kernel}) that another project with packaging {@code unikernel} has
   * installed or deployed. If that project is a module of the same build, also declare the kernel
   * as a dependency (type {@code elf}, classifier {@code kernel}) so that Maven builds it first.
   * With this parameter the goals {@code configure} and {@code build} do nothing. Default: none;
   * the kernel is built. Example: {@code <kernel>com.example:blog:1.4</kernel>}.
   */
  @Parameter(property = "mirage.kernel")
  String kernel;

  /**
   * A kernel, written as in {@code <kernel>}, to use only on machines without {@code mirage}.
   * Default: none; building then fails there. Example: {@code
   * <fallbackKernel>com.example:blog:1.4</fallbackKernel>}.
   */
  @Parameter(property = "mirage.fallbackKernel")
  String fallbackKernel;

  /**
   * Whether to run {@code mirage} and {@code make} through {@code opam exec}, for machines where
   * Maven does not run in opam's environment. Example: {@code -Dmirage.opam}.
   */
  @Parameter(property = "mirage.opam", defaultValue = "false")
  boolean opam;

  /**
   * The opam switch that has {@code mirage} installed; implies {@code mirage.opam}. Default: opam's
   * current switch. Example: {@code -Dmirage.opamSwitch=4.14.2}.
   */
  @Parameter(property = "mirage.opamSwitch")
  String opamSwitch;

  /**
   * Environment variables for {@code mirage}, {@code make} and {@code opam}; also set with {@code
   * -Dmirage.environment.NAME=VALUE}. Default: none beyond Maven's own environment. Example: {@code
   * <environment><OPAMROOT>/opt/opam</OPAMROOT></environment>}.
   */
  @Parameter Map<String, String> environment;

  /** The time that the build uses instead of the current time, and of the site's files. */
  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  String buildTimestamp;

  /** The kernel to use instead of building one, as the user named it. */
  final Optional<String> prebuiltKernel() {
    return given(kernel).or(() -> given(fallbackKernel).filter(fallback -> !canBuild()));
  }

  /** The reason to build nothing, if there is one. */
  final Optional<String> reasonNotToBuild() {
    return prebuiltKernel()
        .map(
            prebuilt ->
                (given(kernel).isPresent() ? "" : tool() + " is not on the PATH, so ")
                    + "the kernel comes from "
                    + prebuilt);
  }

  /** The value of {@code mirage.siteIn}, if it is set. */
  static Optional<SiteIn> siteIn(String value) throws UserFailureException {
    return given(value).isPresent()
        ? Optional.of(Choices.parse("mirage.siteIn", value, SiteIn.class))
        : Optional.empty();
  }

  private Map<String, String> environment() {
    return withProperties(environment, "mirage.environment.");
  }

  final ToolSettings tools() throws UserFailureException {
    return new ToolSettings(
        opam, given(opamSwitch), environment(), OutputTimestamp.parse(given(buildTimestamp)));
  }

  private boolean canBuild() {
    return Programs.ofThisProcess().with(environment()).find(tool()).isPresent();
  }

  private String tool() {
    return opam || given(opamSwitch).isPresent() ? "opam" : "mirage";
  }
}
