package io.github.miragemaven.archive;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.Fingerprint;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.incremental.Step;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.site.StaticSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The step that writes the archive of a finished site. */
public final class ArchiveStep implements Step<SiteArchive> {

  /** The largest time of the format: 32 bits. */
  private static final long LATEST = 0xffff_ffffL;

  /** With less free space than this, a failure to write is due to a full disk. */
  private static final long NO_SPACE = 1 << 20;

  private final StaticSite site;
  private final ArchiveSettings settings;
  private final FileDigests digests;
  private final Optional<Path> last;
  private final Placement placement;

  /** A step with the digests of this state. */
  public ArchiveStep(StaticSite site, ArchiveSettings settings, BuildState state) {
    this(site, settings, state, new SpreadPlacement());
  }

  ArchiveStep(StaticSite site, ArchiveSettings settings, BuildState state, Placement placement) {
    this.site = site;
    this.settings = settings;
    this.digests = state.digests();
    this.last =
        state.last(name()).flatMap(run -> SiteArchive.in(run.results())).map(SiteArchive::file);
    this.placement = placement;
  }

  @Override
  public String name() {
    return "archive-" + settings.file().getFileName();
  }

  @Override
  public Fingerprint inputs() {
    return Fingerprint.builder(digests)
        .value("site", site.digest())
        .value("archive file", settings.file())
        .value("modification time", settings.modified())
        .build();
  }

  /**
   * Writes the archive.
   *
   * @throws ArchiveException if the site cannot be archived
   * @throws EnvironmentFailureException if the disk is full, or a file changes meanwhile
   */
  @Override
  public SiteArchive run() throws IOException, FailureException, InterruptedException {
    Path directory = settings.file().toAbsolutePath().getParent();
    try (Spool spool = new Spool(directory);
        EarlierArchive earlier = EarlierArchive.open(last)) {
      return write(earlier, spool);
    } catch (IOException e) {
      if (Files.getFileStore(directory).getUsableSpace() < NO_SPACE) {
        throw new EnvironmentFailureException(
            "The disk is full: the archive %s could not be written.%nFree up space there, or move the project's build directory to another disk."
                .formatted(settings.file()),
            e);
      }
      throw e;
    }
  }

  private SiteArchive write(EarlierArchive earlier, Spool spool)
      throws IOException, FailureException, InterruptedException {
    HeaderRules headers = HeaderRules.of(site.directory());
    List<SiteFile> files = SiteFile.in(site.directory());
    List<Redirect> redirects = RedirectRules.of(site.directory(), files);
    List<List<Representation>> encoded = SiteEncoder.encode(files, earlier, spool);
    List<StoredFile> stored = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      SiteFile file = files.get(i);
      stored.add(new StoredFile(file, headers.of(file.path()), encoded.get(i)));
    }
    Index index = new Index(stored, redirects, seconds());
    ArchiveWriter writer = new ArchiveWriter(stored, index, placement, spool);
    Replacement.<FailureException>of(settings.file(), writer::write);
    return new SiteArchive(
        settings.file(), writer.length(), digests.of(settings.file()), files.size());
  }

  private long seconds() throws ArchiveException {
    long seconds = settings.modified().map(Instant::getEpochSecond).orElse(0L);
    if (seconds < 0 || seconds > LATEST) {
      throw new ArchiveException(
          "project.build.outputTimestamp is %s, but the archive has times from 1970 to 2106 only.%nSet it to an instant such as 2026-11-23T00:00:00Z."
              .formatted(settings.modified().orElseThrow()));
    }
    return seconds;
  }

  @Override
  public Fingerprint outputs(SiteArchive archive) throws IOException {
    return Fingerprint.builder(digests).file("archive", archive.file()).build();
  }

  @Override
  public Map<String, String> describe(SiteArchive archive) {
    return archive.describe();
  }

  @Override
  public SiteArchive recall(Map<String, String> description) {
    return SiteArchive.in(description).orElseThrow();
  }

  @Override
  public String summary(SiteArchive archive) {
    return "archive: %s, %s in %s"
        .formatted(
            Sizes.files(archive.files()), Sizes.of(archive.size()), archive.file().getFileName());
  }
}
