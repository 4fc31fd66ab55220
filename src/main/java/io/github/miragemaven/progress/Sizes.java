package io.github.miragemaven.progress;

import java.util.List;
import java.util.Locale;

/** Sizes in words, in powers of 1024 as IEC 80000-13 names them. */
public final class Sizes {

  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private Sizes() {}

  /** A number of bytes with three significant digits or so: {@code 812 bytes}, {@code 1.3 MiB}. */
  public static String of(long bytes) {
    if (bytes < 1024) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double size = bytes;
    int unit = -1;
    do {
      size /= 1024;
      unit++;
    } while (size >= 1024 && unit < UNITS.size() - 1);
    return String.format(Locale.ROOT, size < 100 ? "%.1f %s" : "%.0f %s", size, UNITS.get(unit));
  }

  /** A count of files in words: {@code 1 file}, {@code 42 files}. */
  public static String files(long count) {
    return count + (count == 1 ? " file" : " files");
  }
}
