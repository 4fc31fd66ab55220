package io.github.miragemaven.process;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Selects the lines of a program's output that explain its failure: the first lines that name an
 * error, the lines after each of them, and the last lines. If no line names an error, these are the
 * first warnings and the last lines. Stack frames are left out, and repeated lines are counted. The
 * memory used does not grow with the output.
 */
final class FailureExcerpt {

  private static final int ERRORS = 4;
  private static final int WARNINGS = 3;
  private static final int CONTEXT = 3;
  private static final int LAST = 12;
  private static final int LAST_AFTER_OTHERS = 4;
  private static final int LONGEST = 400;

  private static final List<String> ERROR_WORDS =
      List.of(
          "error",
          "err!",
          "exception",
          "fatal",
          "failed",
          "failure",
          "panic",
          "aborted",
          "cannot",
          "can't",
          "could not",
          "couldn't",
          "unable to",
          "not found",
          "no such",
          "does not exist",
          "undefined",
          "invalid",
          "missing",
          "mismatch",
          "notfound");

  /** One of the words, but not in a path or file name; or a class name that ends with one. */
  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)(?<![\\w./-])(?:%s)s?(?!\\w|[/-]|\\.\\w)".formatted(String.join("|", ERROR_WORDS))
              + "|\\w(?-i:Error|Exception|Mismatch|NotFound)\\b");

  /** The position that Node.js and Python print before a syntax error. */
  private static final Pattern POSITION =
      Pattern.compile("(?!node:)\\S+:\\d+|\\s*File \"[^\"]*\", line \\d+");

  private static final Pattern NO_ERROR = Pattern.compile("(?i)\\b(?:0|no|without) errors?\\b");

  private static final Pattern WARNING =
      Pattern.compile("(?i)\\s*(?:\\[[\\w-]+\\] *|npm )?\\[?(?:warn|deprecat|notice)");

  /** An empty line; Eleventy puts its name before each line. */
  private static final Pattern BLANK = Pattern.compile("(?:\\[[\\w-]+\\])?\\s*");

  /** Clock times, in which otherwise equal lines differ. */
  private static final Pattern TIME =
      Pattern.compile("(?:\\d{4}[-/]\\d\\d[-/]\\d\\d[T ])?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?Z?");

  /** The position inside a gem that Ruby prints before the reason. */
  private static final Pattern GEM_POSITION =
      Pattern.compile("\\S*/(?:gems|ruby)/\\S*:\\d+:in [`'][^`']*': ");

  /** A line that is kept. */
  private static final class Line {
    final String text;
    final boolean error;
    final boolean warning;
    boolean pinned;
    int count = 1;

    Line(String text) {
      this.text = text;
      this.warning = WARNING.matcher(text).lookingAt() || text.contains(": warning: ");
      this.error = !warning && (namesError(text) || POSITION.matcher(text).matches());
    }

    private static boolean namesError(String text) {
      String lower = text.toLowerCase(Locale.ROOT); // Much faster than the pattern alone
      return ERROR_WORDS.stream().anyMatch(lower::contains)
          && ERROR.matcher(text).find()
          && !NO_ERROR.matcher(text).find();
    }

    String counted() {
      return count == 1 ? text : String.format(Locale.ROOT, "%s (%,d times)", text, count);
    }
  }

  private final StackFrames frames = new StackFrames();

  /** The kept lines by their text without times; the ones not pinned in the order last seen. */
  private final Map<String, Line> kept = new LinkedHashMap<>();

  private int errors;
  private int warnings;
  private int context;
  private int unpinned;

  /** Takes the next line of output. */
  synchronized void add(String output) {
    String line = output.length() > LONGEST ? output.substring(0, LONGEST) + "..." : output;
    if (frames.include(line) || BLANK.matcher(line).matches()) {
      return;
    }
    Matcher position = GEM_POSITION.matcher(line);
    String text = line.substring(position.lookingAt() ? position.end() : 0).stripTrailing();
    String key = TIME.matcher(text).replaceAll("");
    Line known = kept.get(key);
    if (known == null) {
      keep(key, new Line(text));
    } else {
      known.count++;
      if (!known.pinned) {
        kept.remove(key);
        kept.put(key, known);
      }
    }
  }

  private void keep(String key, Line line) {
    if (line.error && errors < ERRORS) {
      errors++;
      context = CONTEXT;
      line.pinned = true;
    } else if (line.warning) {
      line.pinned = warnings++ < WARNINGS;
    } else if (context > 0) {
      context--;
      line.pinned = true;
    }
    kept.put(key, line);
    if (!line.pinned && ++unpinned > LAST) {
      Iterator<Line> oldest = kept.values().iterator();
      while (oldest.next().pinned) {
        // The next one may be older than all others that are not pinned.
      }
      oldest.remove();
      unpinned--;
    }
  }

  /** The selected lines, at most 20. */
  synchronized List<String> lines() {
    List<Line> pinned = new ArrayList<>();
    List<Line> last = new ArrayList<>();
    for (Line line : kept.values()) {
      if (errors > 0 && (line.warning || (pinned.isEmpty() && !line.pinned))) {
        continue; // Lines before the first error describe the work that succeeded.
      }
      (line.pinned ? pinned : last).add(line);
    }
    int shown = Math.min(last.size(), pinned.isEmpty() ? LAST : LAST_AFTER_OTHERS);
    pinned.addAll(last.subList(last.size() - shown, last.size()));
    return pinned.stream().map(Line::counted).toList();
  }
}
