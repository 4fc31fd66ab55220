package io.github.miragemaven.archive;

import io.github.miragemaven.archive.RuleFile.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of a {@code _redirects} file in Netlify's format: a pattern, a target and optionally a
 * status on each line. Rejects what a server without a backend cannot do.
 */
final class RedirectRules {

  private static final String DEFAULT_STATUS = "301";
  private static final Set<String> REDIRECTS = Set.of("301", "302", "303", "307", "308");
  private static final Set<String> REWRITES = Set.of("200", "404", "410");
  private static final Pattern STATUS = Pattern.compile("(?<code>\\d+)(?<forced>!?)");
  private static final Pattern NAME = Pattern.compile(":[A-Za-z]\\w*");
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<![A-Za-z0-9]):[A-Za-z]\\w*");
  private static final String SPLAT = ":splat";

  private final RuleFile file;
  private final Set<String> paths;

  private RedirectRules(RuleFile file, Set<String> paths) {
    this.file = file;
    this.paths = paths;
  }

  /** The redirects of a site with these files. */
  static List<Redirect> of(Path site, List<SiteFile> files) throws IOException, ArchiveException {
    Set<String> paths = files.stream().map(SiteFile::path).collect(Collectors.toSet());
    RedirectRules rules = new RedirectRules(RuleFile.read(site, SiteFile.REDIRECTS), paths);
    List<Redirect> redirects = new ArrayList<>();
    for (Line line : rules.file.lines()) {
      redirects.add(rules.redirect(line));
    }
    return redirects;
  }

  private Redirect redirect(Line line) throws ArchiveException {
    List<String> words =
        Stream.of(line.text().strip().split("\\s+", -1))
            .takeWhile(word -> !word.startsWith("#"))
            .toList();
    if (words.size() < 2) {
      throw file.invalid(
          line, "A redirect has a pattern and a target.", "Write a line such as /old /new 301.");
    }
    rejectConditions(line, words.subList(1, words.size()));
    Matcher status = STATUS.matcher(words.size() == 2 ? DEFAULT_STATUS : words.get(2));
    if (words.size() > 3 || !status.matches()) {
      throw file.invalid(
          line,
          "A pattern, a target and a status are expected, but nothing else.",
          "Write a line such as /old /new 301.");
    }
    Set<String> names = names(line, words.get(0));
    String code = status.group("code");
    return new Redirect(
        decoded(line, words.get(0)),
        target(line, names, words.get(1), code),
        Integer.parseInt(code),
        !status.group("forced").isEmpty());
  }

  private void rejectConditions(Line line, List<String> words) throws ArchiveException {
    for (String word : words) {
      if (word.contains("=") && !isPath(word) && !isUrl(word)) {
        throw file.invalid(
            line,
            word + " is a condition, but the server decides by the path alone.",
            "Remove the condition, or the line.");
      }
    }
  }

  /** The names that the target can refer to. */
  private Set<String> names(Line line, String pattern) throws ArchiveException {
    if (!isPath(pattern) || pattern.contains("?")) {
      throw file.invalid(
          line,
          "The pattern " + pattern + " is not a path.",
          "Start it with /, without a host and a query.");
    }
    Set<String> names = new HashSet<>();
    String[] segments = pattern.replaceAll("^/|/$", "").split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean splat = segments[i].equals("*") && i == segments.length - 1;
      if (segments[i].contains("*") && !splat) {
        throw file.invalid(
            line,
            "In the pattern " + pattern + ", * is not the whole last segment.",
            "Use * at the end, as in /blog/*, and :name for one segment.");
      }
      if ((splat || NAME.matcher(segments[i]).matches())
          && !names.add(splat ? SPLAT : segments[i])) {
        throw file.invalid(line, segments[i] + " is in the pattern twice.", "Use different names.");
      }
    }
    return names;
  }

  private String target(Line line, Set<String> names, String target, String code)
      throws ArchiveException {
    List<String> used =
        PLACEHOLDER.matcher(target).results().map(result -> result.group()).toList();
    for (String name : used) {
      if (!names.contains(name)) {
        throw file.invalid(
            line,
            "The target has " + name + ", but the pattern does not.",
            "Use the names of the pattern; :splat stands for its *.");
      }
    }
    if (REDIRECTS.contains(code) && (isPath(target) || isUrl(target))) {
      return PercentEncoding.encoded(target);
    }
    if (REWRITES.contains(code) && isPath(target)) {
      String path = decoded(line, target);
      return used.isEmpty() ? "/" + served(line, path.substring(1)) : path;
    }
    if (REWRITES.contains(code) && isUrl(target)) {
      throw file.invalid(
          line,
          "The status %s needs a file of the site, but %s is on another host."
              .formatted(code, target),
          "Use the status 301 or 302 to redirect to it.");
    }
    throw REDIRECTS.contains(code) || REWRITES.contains(code)
        ? file.invalid(
            line,
            "The target " + target + " is neither a path nor a URL.",
            "Start it with / or https://.")
        : file.invalid(
            line,
            "The server cannot answer with the status " + code + ".",
            "Use 301, 302, 303, 307 or 308 to redirect, or 200, 404 or 410 to send a file.");
  }

  /** The file that is served for a path. */
  private String served(Line line, String path) throws ArchiveException {
    String directory = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return Stream.of(path, directory + "index.html", path + ".html")
        .filter(paths::contains)
        .findFirst()
        .orElseThrow(
            () ->
                file.invalid(
                    line,
                    "The site has no file /" + path + " to send.",
                    "Correct the target, or use the status 301 to redirect."));
  }

  private String decoded(Line line, String path) throws ArchiveException {
    return PercentEncoding.decoded(path)
        .orElseThrow(
            () ->
                file.invalid(
                    line,
                    path + " is not percent-encoded UTF-8.",
                    "Write % as %25, and other characters as themselves."));
  }

  private static boolean isPath(String word) {
    return word.startsWith("/") && !word.startsWith("//");
  }

  private static boolean isUrl(String word) {
    return word.startsWith("https://") || word.startsWith("http://");
  }
}
