package io.github.miragemaven.mojo;

import io.github.miragemaven.doctor.Diagnosis;
import io.github.miragemaven.doctor.Doctor;
import io.github.miragemaven.doctor.Finding;
import io.github.miragemaven.doctor.Readiness;
import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the tools that are installed on this machine with their versions, and what each target
 * still needs and how to install it. Needs no project and changes nothing.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractMojo {

  /**
   * Whether to look for the MirageOS tools through {@code opam exec}. Example: {@code
   * -Dmirage.opam}.
   */
  @Parameter(property = "mirage.opam", defaultValue = "false")
  boolean opam;

  /**
   * The opam switch to look for the MirageOS tools in. Default: opam's current switch. Example:
   * {@code -Dmirage.opamSwitch=4.14.2}.
   */
  @Parameter(property = "mirage.opamSwitch")
  String opamSwitch;

  /**
   * GRUB 2 for BIOS: a directory, an archive or a Debian package, as in the goal {@code image}.
   * Default: the installed GRUB. Example: {@code -Dmirage.grub=grub-pc-bin.deb}.
   */
  @Parameter(property = "mirage.grub")
  String grub;

  @Override
  public void execute() throws MojoExecutionException {
    CommandRunner runner = new CommandRunner(new LogProgress(getLog(), line -> line, false));
    try {
      print(
          new Doctor(
                  Programs.ofThisProcess(),
                  runner,
                  OpamExec.words(opam, GoalMojo.given(opamSwitch)),
                  grub())
              .examine(Path.of("").toAbsolutePath()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("mirage:doctor was interrupted", e);
    }
  }

  private Optional<Path> grub() {
    return GoalMojo.given(grub)
        .flatMap(name -> ExistingPath.of(Path.of(""), name))
        .or(GrubParts::installed);
  }

  private void print(Diagnosis diagnosis) {
    findings("To build a unikernel", diagnosis.toolchain());
    findings("To boot one from a disk image (xen, virtio)", diagnosis.loaders());
    findings("To run one on this machine", diagnosis.runners());
    findings("To generate the site", diagnosis.generators());
    findings(
        "To upload through a build host (-Dmirage.deploy.strategy=buildHost)",
        diagnosis.uploaders());
    getLog().info("");
    getLog().info("Targets");
    getLog()
        .info("  ready    any, with a kernel built elsewhere: set <kernel> (-Dmirage.kernel=...)");
    diagnosis.targets().forEach(this::target);
  }

  private void findings(String heading, List<Finding> findings) {
    getLog().info("");
    getLog().info(heading);
    for (Finding finding : findings) {
      getLog()
          .info(
              finding.found()
                  ? "  found    %-20s %s".formatted(finding.tool(), finding.version().orElse(""))
                  : "  missing  %-20s %s".formatted(finding.tool(), finding.howToInstall()));
    }
  }

  private void target(Readiness target) {
    String toRun =
        target.missingToRun().isEmpty()
            ? ""
            : " (running it here needs " + String.join(", ", target.missingToRun()) + ")";
    getLog()
        .info(
            target.ready()
                ? "  ready    %s%s".formatted(target.target(), toRun)
                : "  missing  %s needs %s%s"
                    .formatted(target.target(), String.join(", ", target.missing()), toRun));
  }
}
