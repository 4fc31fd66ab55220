package io.github.miragemaven.archive;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.incremental.Steps;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A site in a temporary directory, and its archive. */
final class ArchiveFixture {

  private final Path directory;
  private final RecordedProgress progress = new RecordedProgress();
  private Optional<Instant> modified = Optional.empty();
  private Placement placement = new SpreadPlacement();

  ArchiveFixture(Path directory) {
    this.directory = directory;
  }

  Path site() {
    return directory.resolve("site");
  }

  Path archive() {
    return directory.resolve("mirage/blog.site");
  }

  List<String> log() {
    return progress.lines();
  }

  ArchiveFixture file(String path, byte[] content) throws IOException {
    Path file = site().resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  ArchiveFixture file(String path, String content) throws IOException {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  ArchiveFixture modified(Instant time) {
    modified = Optional.of(time);
    return this;
  }

  ArchiveFixture dense() {
    placement = new DensePlacement();
    return this;
  }

  SiteArchive write() throws IOException, FailureException, InterruptedException {
    return write(Sha256.of("site"));
  }

  /** Writes the archive of a site that has this digest according to the step before. */
  SiteArchive write(Sha256 digest) throws IOException, FailureException, InterruptedException {
    BuildState state = new BuildState(directory.resolve("state"));
    StaticSite site = new StaticSite(site(), 0, 0, digest);
    ArchiveSettings settings = new ArchiveSettings(archive(), modified);
    return new Steps(state, progress).run(new ArchiveStep(site, settings, state, placement));
  }

  ArchiveReader reader() throws IOException, FailureException {
    return ArchiveReader.open(archive());
  }
}
