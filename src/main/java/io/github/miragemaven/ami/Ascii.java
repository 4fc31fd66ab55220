package io.github.miragemaven.ami;

import java.text.Normalizer;
import java.util.Map;

/** Transliterates text to printable ASCII, for values that AWS accepts in ASCII only. */
final class Ascii {

  /** Characters that Unicode does not decompose into a letter and its marks. */
  private static final Map<Integer, String> LETTERS =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'ẞ', "SS"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'Ð', "D"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'ı', "i"));

  /** The punctuation of titles. */
  private static final Map<Integer, String> PUNCTUATION =
      Map.ofEntries(
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '·', "-"),
          Map.entry((int) '•', "-"));

  private Ascii() {}

  /**
   * Transliterates a text: {@code Bücher & Straße} becomes {@code Bucher & Strasse}.
   *
   * @param unknown replaces each run of characters without a transliteration
   */
  static String of(String text, String unknown) {
    StringBuilder ascii = new StringBuilder();
    boolean inUnknown = false;
    for (int c : Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().toArray()) {
      if (Character.getType(c) == Character.NON_SPACING_MARK) {
        continue;
      }
      String known = transliterated(c);
      if (!known.isEmpty() || !inUnknown) {
        ascii.append(known.isEmpty() ? unknown : known);
      }
      inUnknown = known.isEmpty();
    }
    return ascii.toString().replaceAll(" +", " ").strip();
  }

  private static String transliterated(int c) {
    if (Character.isWhitespace(c)) {
      return " ";
    }
    return c > ' ' && c <= '~'
        ? Character.toString(c)
        : LETTERS.getOrDefault(c, PUNCTUATION.getOrDefault(c, ""));
  }
}
