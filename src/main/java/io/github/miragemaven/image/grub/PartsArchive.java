package io.github.miragemaven.image.grub;

import io.github.miragemaven.failure.UserFailureException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * Reads GRUB's files from an archive: a ZIP or TAR file, or a Debian package, which is an {@code
 * ar} archive with a compressed {@code data.tar} (deb(5)). This lets platforms without a GRUB
 * package use another platform's.
 */
final class PartsArchive {

  /** The directory of the files in all packages and installations. */
  static final String PLATFORM = "i386-pc";

  /** Larger than any of the files, in bytes. */
  private static final int MAXIMUM_SIZE = 1 << 22;

  private final Map<String, byte[]> parts = new TreeMap<>();

  private PartsArchive() {}

  /** Returns the files' contents by name. */
  static Map<String, byte[]> read(Path archive) throws UserFailureException, IOException {
    PartsArchive found = new PartsArchive();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
      found.readArchive(file);
    } catch (ArchiveException | CompressorException e) {
      throw refused(archive, "it is not a supported archive: " + e.getMessage());
    } catch (IOException e) {
      throw refused(archive, "it is damaged or truncated");
    }
    if (found.parts.isEmpty()) {
      throw refused(archive, "it has no directory " + PLATFORM);
    }
    return found.parts;
  }

  private static UserFailureException refused(Path archive, String why) {
    return new UserFailureException(
        "GRUB's files cannot be read from %s: %s.%nSet <grub> (-Dmirage.grub=...) to a directory, a ZIP or TAR archive, or a .deb with GRUB 2 for BIOS, such as Debian's grub-pc-bin."
            .formatted(archive, why));
  }

  private void readArchive(InputStream stream)
      throws IOException, ArchiveException, CompressorException {
    ArchiveInputStream<?> archive = new ArchiveStreamFactory().createArchiveInputStream(stream);
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      if (entry.getName().equals("data.tar.zst")) {
        throw new CompressorException("it is compressed with zstd, as Ubuntu's packages are");
      }
      if (entry.getName().startsWith("data.tar")) {
        readArchive(decompressed(new BufferedInputStream(archive)));
      } else if (!entry.isDirectory() && entry.getSize() <= MAXIMUM_SIZE) {
        keep(entry.getName(), archive);
      }
    }
  }

  private static InputStream decompressed(InputStream stream) throws CompressorException {
    return new BufferedInputStream(
        new CompressorStreamFactory().createCompressorInputStream(stream));
  }

  private void keep(String name, InputStream content) throws IOException {
    int slash = name.lastIndexOf('/');
    String directory = slash < 0 ? "" : name.substring(0, slash);
    if (directory.equals(PLATFORM) || directory.endsWith("/" + PLATFORM)) {
      parts.put(name.substring(slash + 1), content.readAllBytes());
    }
  }
}
