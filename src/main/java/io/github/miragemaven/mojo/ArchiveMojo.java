package io.github.miragemaven.mojo;

import io.github.miragemaven.archive.ArchiveReader;
import io.github.miragemaven.archive.ArchivedFile;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the files of a site archive with their encodings and types, and checks them against their
 * digests. Fails if a file is damaged.
 */
@Mojo(name = "archive", threadSafe = true)
public final class ArchiveMojo extends GoalMojo {

  /**
   * The archive, or a disk image that contains one. Default: the archive of the last build.
   * Example: {@code -Dmirage.archive.file=downloaded.img}.
   */
  @Parameter(
      property = "mirage.archive.file",
      defaultValue = "${project.build.directory}/mirage/site.archive")
  String file;

  /**
   * A new or empty directory to extract the files to. Default: none; the files are listed only.
   * Example: {@code -Dmirage.archive.extract=target/extracted}.
   */
  @Parameter(property = "mirage.archive.extract")
  String extract;

  @Override
  void perform(Progress progress) throws IOException, FailureException {
    try (ArchiveReader archive = ArchiveReader.open(existingFile())) {
      archive.files().forEach(each -> progress.info(line(each)));
      List<String> damaged = archive.damaged();
      Optional<String> directory = given(extract);
      if (directory.isPresent()) {
        archive.extract(projectDirectory().resolve(directory.get()));
        progress.info("extracted to " + directory.get());
      }
      if (!damaged.isEmpty()) {
        throw new UserFailureException(
            "The archive in %s is damaged: of %s, these cannot be read: %s.%nWrite it again: mvn clean package."
                .formatted(file, Sizes.files(archive.files().size()), String.join(", ", damaged)));
      }
      long bytes = archive.files().stream().mapToLong(ArchivedFile::size).sum();
      progress.info(
          "archive: %s, %s, %d redirects; all digests are correct"
              .formatted(
                  Sizes.files(archive.files().size()), Sizes.of(bytes), archive.redirects()));
    }
  }

  private Path existingFile() throws UserFailureException {
    return ExistingPath.of(projectDirectory(), file)
        .orElseThrow(
            () ->
                new UserFailureException(
                    "The file %s does not exist.%nRun mvn package, or set <file> (-Dmirage.archive.file=...) to an archive or a disk image."
                        .formatted(file)));
  }

  private static String line(ArchivedFile file) {
    return "%s (%s): %s".formatted(file.path(), file.contentType(), file.encodings());
  }
}
