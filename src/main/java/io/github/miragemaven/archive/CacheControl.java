package io.github.miragemaven.archive;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The default values of {@code Cache-Control}. */
final class CacheControl {

  private static final String PAGE = "no-cache";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final String OTHER = "public, max-age=300";

  /** {@code app.3f9a1c2b.js}, {@code main-5f0a….css}: hexadecimal, but not a date or a word. */
  private static final Predicate<String> HEXADECIMAL =
      Pattern.compile("[.-](?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}\\.[^/]+$").asPredicate();

  /** {@code index-BxY12abZ.css}: Base64, but not a word with a number such as {@code Version2}. */
  private static final Predicate<String> BASE64 =
      Pattern.compile(
              "[.-](?![A-Z]?[a-z]+[0-9]+\\.)(?=[^.]*[0-9])(?=[^.]*[a-z])(?=[^.]*[A-Z])[A-Za-z0-9_-]{8}\\.[^/]+$")
          .asPredicate();

  /** What bundlers write. Other files with such a name may be named by people. */
  private static final Set<String> BUNDLED =
      Set.of("css", "js", "mjs", "map", "wasm", "woff", "woff2");

  private CacheControl() {}

  /** The value for a file with this path: names with a digest never get another content. */
  static String of(String path) {
    if (ContentType.of(path).equals(ContentType.PAGE)) {
      return PAGE;
    }
    boolean bundled = BUNDLED.contains(ContentType.extension(path));
    return HEXADECIMAL.test(path) || (bundled && BASE64.test(path)) ? IMMUTABLE : OTHER;
  }
}
