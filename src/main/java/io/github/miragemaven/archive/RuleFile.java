package io.github.miragemaven.archive;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file with rules at the site's root: {@code _headers} or {@code _redirects}.
 *
 * @param name the file's name
 * @param lines its lines that are neither empty nor comments
 */
record RuleFile(String name, List<Line> lines) {

  /**
   * A line.
   *
   * @param number its number in the file, from 1
   * @param text the line, with leading but without trailing space
   */
  record Line(int number, String text) {}

  /** The file in this site; without lines if the site has none. */
  static RuleFile read(Path site, String name) throws IOException, ArchiveException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    try {
      for (String text : Files.readAllLines(site.resolve(name), StandardCharsets.UTF_8)) {
        number++;
        if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
          lines.add(new Line(number, text.stripTrailing()));
        }
      }
    } catch (NoSuchFileException noRules) {
      return new RuleFile(name, List.of());
    } catch (CharacterCodingException e) {
      throw new ArchiveException(
          "The file %s of the site is not valid UTF-8.%nSave it in UTF-8.".formatted(name), e);
    }
    return new RuleFile(name, List.copyOf(lines));
  }

  /** A failure with the file's name, the line's number, the reason and what to do. */
  ArchiveException invalid(Line line, String reason, String next) {
    return new ArchiveException(
        "%s, line %d: %s%n%s%n%s"
            .formatted(name, line.number(), line.text().strip(), reason, next));
  }
}
