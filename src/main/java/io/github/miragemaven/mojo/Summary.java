package io.github.miragemaven.mojo;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.site.StaticSite;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** What the build has made, in a few lines at its end. */
final class Summary {

  private final Log log;
  private final Terminal terminal;
  private final Path projectDirectory;

  Summary(Log log, Terminal terminal, Path projectDirectory) {
    this.log = log;
    this.terminal = terminal;
    this.projectDirectory = projectDirectory;
  }

  void print(Optional<StaticSite> site, Kernel kernel, DiskImage image, boolean gzip) {
    log.info("");
    site.ifPresent(
        s ->
            line(
                "Site",
                Sizes.files(s.files())
                    + ", "
                    + Sizes.of(s.bytes())
                    + " in "
                    + shown(s.directory())));
    line(
        "Kernel",
        kernel.kind().title()
            + ", "
            + Sizes.of(kernel.size())
            + (gzip ? ", " + Sizes.of(image.kernelSize()) + " gzipped" : ""));
    line("Image", Sizes.of(image.size()) + " in " + shown(image.file()));
    line("SHA-256", image.digest().hex());
    line("Next", "mvn install puts image and kernel into the local repository");
    log.info("");
  }

  private void line(String label, String text) {
    log.info(terminal.strong("%-8s".formatted(label)) + " " + text);
  }

  private String shown(Path path) {
    return path.startsWith(projectDirectory)
        ? projectDirectory.relativize(path).toString()
        : path.toString();
  }
}
