package io.github.miragemaven.mojo;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.site.StaticSite;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.logging.Log;

/** What the build has made, in a few lines at its end. */
final class Summary {

  /** Where the image's kernel comes from. */
  enum Origin {
    BUILT("", Origin.PUBLISH),
    GIVEN("; built elsewhere, so the site is not put into it", Origin.PUBLISH),
    FALLBACK(
        "; it stands in for one with the site inside",
        "install mirage (https://mirage.io/docs/install), and the kernel has the site inside");

    private static final String PUBLISH =
        "mvn deploy -Dmirage.region=us-west-2 makes an AMI of it, -Dmirage.region=local tries that"
            + " here";

    private final String remark;
    private final String next;

    Origin(String remark, String next) {
      this.remark = remark;
      this.next = next;
    }

    String remark() {
      return remark;
    }

    String next() {
      return next;
    }
  }

  private static final String RUN = "mvn mirage:run boots it here";

  private final Log log;
  private final Terminal terminal;
  private final UnaryOperator<String> shown;

  Summary(Log log, Terminal terminal, UnaryOperator<String> shown) {
    this.log = log;
    this.terminal = terminal;
    this.shown = shown;
  }

  /**
   * Prints it.
   *
   * @param origin where the kernel comes from
   * @param deployed whether the same build deploys the image, so that it needs no word on that
   */
  void print(
      Optional<StaticSite> site, Kernel kernel, Origin origin, DiskImage image, boolean deployed) {
    log.info("");
    site.ifPresent(
        s ->
            line(
                "Site",
                "%s, %s in %s"
                    .formatted(Sizes.files(s.files()), Sizes.of(s.bytes()), shown(s.directory()))));
    line("Kernel", kernel(kernel, image) + origin.remark());
    line("Image", Sizes.of(image.size()) + " in " + shown(image.file()));
    line("SHA-256", image.digest().hex());
    if (!deployed) {
      line("Next", kernel.kind().ec2().isPresent() ? origin.next() : RUN);
    } else if (origin == Origin.FALLBACK) {
      line("Next", origin.next());
    }
    log.info("");
  }

  private static String kernel(Kernel kernel, DiskImage image) {
    String kind = kernel.kind().title() + ", " + Sizes.of(kernel.size());
    return image.kernelSize() == kernel.size()
        ? kind
        : kind + ", " + Sizes.of(image.kernelSize()) + " gzipped";
  }

  private void line(String label, String text) {
    log.info(terminal.strong("%-8s".formatted(label)) + " " + text);
  }

  private String shown(Path path) {
    return shown.apply(path.toString());
  }
}
