package io.github.miragemaven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Reads files once: computes their digests, and compresses them if that saves enough. */
final class FileEncoder {

  /** A compressed copy is kept if it is smaller than this part of the file. */
  private static final double WORTHWHILE = 0.9;

  private final byte[] buffer = new byte[ArchiveFormat.CHUNK_BYTES];
  private final ChunkCutter plain;
  private final ChunkCutter compressed;
  private long read;
  private final GzipParameters parameters = new GzipParameters();

  /** Compressed copies go to the spool. */
  FileEncoder(Spool spool) {
    plain = new ChunkCutter((bytes, length) -> position(length));
    compressed = new ChunkCutter(spool::append);
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    parameters.setOperatingSystem(GzipParameters.OS.UNKNOWN.type());
  }

  private long position(int length) {
    long position = read;
    read += length;
    return position;
  }

  /** The representations of the file, the identity first. */
  List<Representation> encode(SiteFile file) throws IOException {
    read = 0;
    plain.reset();
    compressed.reset();
    long size = Files.size(file.source());
    boolean compress = size > 0 && ContentType.isCompressible(file.path());
    try (InputStream in = Files.newInputStream(file.source());
        OutputStream gzip =
            compress
                ? new GzipCompressorOutputStream(compressed, parameters)
                : OutputStream.nullOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        plain.write(buffer, 0, count);
        gzip.write(buffer, 0, count);
      }
    }
    Representation identity = plain.finish(Encoding.IDENTITY);
    if (compress && compressed.length() < WORTHWHILE * identity.length()) {
      return List.of(identity, compressed.finish(Encoding.GZIP));
    }
    return List.of(identity);
  }
}
