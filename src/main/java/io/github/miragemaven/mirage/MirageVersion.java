package io.github.miragemaven.mirage;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the {@code mirage} command, as {@code mirage --version} prints it.
 *
 * @param major the first number; 2, 3 and 4 are supported
 * @param minor the second number
 * @param patch the third number; 0 if missing
 */
public record MirageVersion(int major, int minor, int patch) implements Comparable<MirageVersion> {

  /** The oldest supported version. */
  public static final MirageVersion OLDEST = new MirageVersion(2, 0, 0);

  /** The newest tested version; later 4.x versions are assumed to have its command line. */
  public static final MirageVersion NEWEST_KNOWN = new MirageVersion(4, 11, 0);

  private static final Pattern NUMBERS =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-+~].*)?");
  private static final Comparator<MirageVersion> ORDER =
      Comparator.comparingInt(MirageVersion::major)
          .thenComparingInt(MirageVersion::minor)
          .thenComparingInt(MirageVersion::patch);

  /**
   * The version in a text like {@code 4.11.1}, {@code v4.11.1} or {@code 4.11.1+git}.
   *
   * @throws ToolchainException for any other text; an unreleased build prints {@code %%VERSION%%}
   */
  public static MirageVersion parse(String text) throws ToolchainException {
    Matcher numbers = NUMBERS.matcher(text.strip());
    if (!numbers.matches()) {
      throw new ToolchainException(
          "The mirage on the PATH reports its version as '%s', so its command line is unknown.\nInstall a release: opam install mirage.\n%s"
              .formatted(text.strip(), ToolchainException.WITHOUT_TOOLCHAIN));
    }
    String patch = numbers.group(3);
    return new MirageVersion(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /** Whether {@link #parse} accepts the line. */
  static boolean isVersion(String line) {
    return NUMBERS.matcher(line.strip()).matches();
  }

  /** Whether this is the given version or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
    return compareTo(new MirageVersion(otherMajor, otherMinor, otherPatch)) >= 0;
  }

  @Override
  public int compareTo(MirageVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
