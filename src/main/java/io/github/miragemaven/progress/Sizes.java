package io.github.miragemaven.progress;

import io.github.miragemaven.failure.UserFailureException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats and parses sizes, in the binary units of IEC 80000-13. */
public final class Sizes {

  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})\\s*(?:([kmgt])(?:i?b)?|b|bytes?)?", Pattern.CASE_INSENSITIVE);

  private Sizes() {}

  /**
   * Parses a size such as {@code 65536}, {@code 64 MiB} or {@code 64m}; every unit is a power of
   * 1024.
   *
   * @param parameter the parameter's name, for the error message
   */
  public static long parse(String parameter, String text) throws UserFailureException {
    Matcher size = SIZE.matcher(text.strip());
    try {
      if (size.matches()) {
        int unit = size.group(2) == null ? 0 : 1 + "kmgt".indexOf(lowerCase(size.group(2)));
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * unit));
      }
    } catch (ArithmeticException tooLarge) {
      // Reported below, like any other invalid size.
    }
    throw new UserFailureException(
        "%s is \"%s\", which is not a size.%nSet it to a number of bytes, or use a unit, as in 64 MiB or 1 GiB."
            .formatted(parameter, text));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Formats a number of bytes: {@code 812 bytes}, {@code 1.3 MiB}. */
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

  /** Formats a number of files: {@code 1 file}, {@code 42 files}. */
  public static String files(long count) {
    return count + (count == 1 ? " file" : " files");
  }
}
