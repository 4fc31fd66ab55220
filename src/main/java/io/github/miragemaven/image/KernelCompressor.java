package io.github.miragemaven.image;

import io.github.miragemaven.incremental.Replacement;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Compresses a kernel with gzip (RFC 1952), which GRUB decompresses while loading. The header has
 * no file name and no timestamp, to make the output reproducible.
 */
final class KernelCompressor {

  private static final int BUFFER = 1 << 16;

  private KernelCompressor() {}

  static void compress(Path kernel, Path compressed) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setOperatingSystem(GzipParameters.OS.UNKNOWN.type());
    parameters.setBufferSize(BUFFER);
    Replacement.of(
        compressed,
        temporary -> {
          try (OutputStream file =
                  new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER);
              OutputStream gzip = new GzipCompressorOutputStream(file, parameters)) {
            Files.copy(kernel, gzip);
          }
        });
  }
}
