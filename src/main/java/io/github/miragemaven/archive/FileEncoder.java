package io.github.miragemaven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Computes the digests of files, and compresses those for which that saves enough. */
final class FileEncoder {

  /** A compressed copy is kept if it is smaller than this part of the file. */
  private static final double WORTHWHILE = 0.9;

  private final EarlierArchive earlier;
  private final byte[] buffer = new byte[ArchiveFormat.CHUNK_BYTES];
  private final ChunkCutter plain = new ChunkCutter(this::positionInFile);
  private final ChunkCutter compressed;
  private final GzipParameters parameters = new GzipParameters();
  private long position;

  /** An encoder that writes compressed copies to the spool. */
  FileEncoder(EarlierArchive earlier, Spool spool) {
    this.earlier = earlier;
    this.compressed = new ChunkCutter(spool::append);
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    parameters.setOperatingSystem(GzipParameters.OS.UNKNOWN.type());
  }

  /** The representations of the file, the identity first. */
  List<Representation> encode(SiteFile file) throws IOException {
    if (!ContentType.isCompressible(file.path())) {
      return List.of(read(file, OutputStream.nullOutputStream()));
    }
    if (earlier.contains(file.path())) {
      Representation identity = read(file, OutputStream.nullOutputStream());
      compressed.reset();
      if (earlier.copy(file.path(), identity, compressed)) {
        return List.of(identity, compressed.finish(Encoding.GZIP));
      }
    }
    compressed.reset();
    Representation identity;
    try (OutputStream gzip = new GzipCompressorOutputStream(compressed, parameters)) {
      identity = read(file, gzip);
    }
    return compressed.length() < WORTHWHILE * identity.length()
        ? List.of(identity, compressed.finish(Encoding.GZIP))
        : List.of(identity);
  }

  private Representation read(SiteFile file, OutputStream copy) throws IOException {
    position = 0;
    plain.reset();
    try (InputStream in = Files.newInputStream(file.source())) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        plain.write(buffer, 0, count);
        copy.write(buffer, 0, count);
      }
    }
    return plain.finish(Encoding.IDENTITY);
  }

  private long positionInFile(byte[] bytes, int length) {
    long start = position;
    position += length;
    return start;
  }
}
