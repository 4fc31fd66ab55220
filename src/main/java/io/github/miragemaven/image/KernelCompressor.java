package io.github.miragemaven.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Compresses a kernel as gzip (RFC 1952), which GRUB unpacks while it loads. The header bears no
 * name and no time, so that the same kernel gives the same bytes.
 */
final class KernelCompressor {

  private static final int BUFFER = 1 << 16;

  private KernelCompressor() {}

  static void compress(Path kernel, Path compressed) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setOperatingSystem(GzipParameters.OS.UNKNOWN.type());
    parameters.setBufferSize(BUFFER);
    Files.createDirectories(compressed.getParent());
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(compressed), BUFFER);
        OutputStream gzip = new GzipCompressorOutputStream(file, parameters)) {
      Files.copy(kernel, gzip);
    }
  }
}
