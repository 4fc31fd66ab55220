package io.github.miragemaven.mojo;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.site.StaticSite;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Prints the results of the build in a few lines. */
final class Summary {

  /** The origin of the kernel in the image. */
  enum Origin {
    BUILT("", Origin.PUBLISH),
    GIVEN("; built elsewhere", Origin.PUBLISH),
    FALLBACK(
        "; the fallback",
        "install mirage (https://mirage.io/docs/install) to build a kernel that contains the site");

    private static final String NO_SITE = ", without this site";

    private static final String PUBLISH =
        "mvn deploy -Dmirage.region=us-west-2 creates an AMI, -Dmirage.region=local rehearses it"
            + " here";

    private final String remark;
    private final String next;

    Origin(String remark, String next) {
      this.remark = remark;
      this.next = next;
    }

    /** The origin of a kernel: given, a fallback, or built if there is no prebuilt one. */
    static Origin of(Optional<String> given, Optional<String> prebuilt) {
      return given.isPresent() ? GIVEN : prebuilt.isPresent() ? FALLBACK : BUILT;
    }

    String remark(DiskImage image) {
      return this == BUILT || image.archive().isPresent() ? remark : remark + NO_SITE;
    }

    String next(DiskImage image) {
      return image.archive().isPresent() ? PUBLISH : next;
    }
  }

  private final Log log;
  private final MavenSession session;
  private final MavenProject project;

  Summary(Log log, MavenSession session, MavenProject project) {
    this.log = log;
    this.session = session;
    this.project = project;
  }

  void print(Optional<StaticSite> site, Kernel kernel, Origin origin, DiskImage image) {
    log.info("");
    site.ifPresent(
        s ->
            line(
                "Site",
                "%s, %s in %s"
                    .formatted(Sizes.files(s.files()), Sizes.of(s.bytes()), shown(s.directory()))));
    line("Kernel", kernel(kernel, image) + origin.remark(image));
    line("Image", Sizes.of(image.size()) + " in " + shown(image.file()) + archive(image));
    line("SHA-256", image.digest().hex());
    if (site.isPresent() && origin != Origin.BUILT && image.archive().isEmpty()) {
      log.warn("The image does not contain the site: its kernel does not read one from the disk.");
    }
    if (!DeployingBuild.of(session.getRequest().getGoals(), project)) {
      line("Next", kernel.kind().ec2().isPresent() ? origin.next(image) : run());
    } else if (origin == Origin.FALLBACK) {
      line("Next", origin.next(image));
    }
  }

  /** The command that boots the image: it needs the kernel that was set on the command line. */
  private String run() {
    String kernel = session.getUserProperties().getProperty("mirage.kernel");
    return "mvn mirage:run%s boots it here"
        .formatted(kernel == null ? "" : " -Dmirage.kernel=" + kernel);
  }

  private static String kernel(Kernel kernel, DiskImage image) {
    String kind = kernel.kind().title() + ", " + Sizes.of(kernel.size());
    return image.kernelSize() == kernel.size()
        ? kind
        : kind + ", " + Sizes.of(image.kernelSize()) + " gzipped";
  }

  private static String archive(DiskImage image) {
    return image
        .archive()
        .map(site -> ", with the site in an archive of " + Sizes.of(site.size()))
        .orElse("");
  }

  private void line(String label, String text) {
    log.info(Terminal.of(session).strong("%-8s".formatted(label)) + " " + text);
  }

  private String shown(Path path) {
    Path base = project.getBasedir().toPath();
    return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
  }
}
