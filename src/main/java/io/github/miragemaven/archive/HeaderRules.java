package io.github.miragemaven.archive;

import io.github.miragemaven.archive.RuleFile.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header lines of each file: the defaults, and those of a {@code _headers} file in the format
 * of Netlify and Cloudflare Pages. Lines that start with a slash are patterns; the indented lines
 * after a pattern are the headers of the files whose URL matches it. {@code ! Name} removes a
 * header.
 */
final class HeaderRules {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String NO_SNIFFING = "X-Content-Type-Options";

  /** Headers that the server derives from the request and the content. */
  private static final Set<String> OF_SERVER =
      Set.of(
          "accept-ranges",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "date",
          "etag",
          "keep-alive",
          "last-modified",
          "location",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary");

  /** A header's name is a token (RFC 9110, section 5.6.2), its value printable ASCII. */
  private static final Pattern HEADER =
      Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(?<value>[\t -~]+)");

  private static final Pattern REMOVAL = Pattern.compile("![ \t]*(?<name>[A-Za-z0-9_-]+)");
  private static final Pattern SPECIAL = Pattern.compile("\\*|(?<=/):[A-Za-z]\\w*|[^*:]+|:");

  private record Rule(Predicate<String> pattern, List<Header> headers) {}

  /** A header; without a value it is removed. */
  private record Header(String name, String value) {

    String line() {
      return name + ": " + value;
    }
  }

  private final RuleFile file;
  private final List<Rule> rules = new ArrayList<>();

  private HeaderRules(RuleFile file) {
    this.file = file;
  }

  /** The rules of a site. */
  static HeaderRules of(Path site) throws IOException, ArchiveException {
    HeaderRules rules = new HeaderRules(RuleFile.read(site, SiteFile.HEADERS));
    for (Line line : rules.file.lines()) {
      rules.add(line);
    }
    return rules;
  }

  private void add(Line line) throws ArchiveException {
    String text = line.text().strip();
    if (!Character.isWhitespace(line.text().charAt(0))) {
      rules.add(new Rule(pattern(line).asMatchPredicate(), new ArrayList<>()));
    } else if (rules.isEmpty()) {
      throw file.invalid(
          line,
          "A header must follow a pattern.",
          "Add a line with a pattern before it, such as /*.");
    } else {
      rules.get(rules.size() - 1).headers().add(header(line, text));
    }
  }

  private Pattern pattern(Line line) throws ArchiveException {
    String pattern = line.text();
    if (!pattern.startsWith("/") || pattern.contains(" ")) {
      throw file.invalid(
          line,
          "A pattern is a path that starts with /, without spaces. Headers are indented.",
          "Write a pattern such as /assets/*, or indent the line if it is a header.");
    }
    return Pattern.compile(
        SPECIAL
            .matcher(withoutSlashAtEnd(pattern))
            .replaceAll(
                part ->
                    Matcher.quoteReplacement(
                        switch (part.group().charAt(0)) {
                          case '*' -> ".*";
                          case ':' -> part.group().length() > 1 ? "[^/]+" : ":";
                          default -> Pattern.quote(part.group());
                        })));
  }

  private Header header(Line line, String text) throws ArchiveException {
    Matcher removal = REMOVAL.matcher(text);
    Matcher header = HEADER.matcher(text);
    if (removal.matches()) {
      return new Header(removal.group("name"), "");
    }
    if (!header.matches()) {
      throw file.invalid(
          line,
          "A header has a name, a colon and a value in printable ASCII characters.",
          "Write a line such as X-Frame-Options: DENY.");
    }
    String name = header.group("name");
    if (OF_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
      throw file.invalid(line, "The server itself sets " + name + ".", "Remove the line.");
    }
    if (name.equalsIgnoreCase("Basic-Auth")) {
      throw file.invalid(
          line, "The server has no password protection.", "Remove the line and the pages.");
    }
    return new Header(name, header.group("value").strip());
  }

  /** The headers of a file. */
  Headers of(String path) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put(CACHE_CONTROL, List.of(CACHE_CONTROL + ": " + CacheControl.of(path)));
    headers.put(NO_SNIFFING, List.of(NO_SNIFFING + ": nosniff"));
    Map<String, List<String>> ofFile = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> urls = urls(path);
    rules.stream()
        .filter(rule -> urls.stream().anyMatch(rule.pattern()))
        .flatMap(rule -> rule.headers().stream())
        .forEach(
            header -> {
              if (header.value().isEmpty()) {
                headers.remove(header.name());
                ofFile.remove(header.name());
              } else {
                ofFile.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.line());
              }
            });
    headers.putAll(ofFile);
    return Headers.of(headers, ContentType.of(path));
  }

  private static String withoutSlashAtEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The URLs that a file is served for, without a slash at their end. */
  private static List<String> urls(String path) {
    String url = "/" + path;
    if (url.endsWith("/index.html")) {
      return List.of(url, url.substring(0, url.lastIndexOf('/')));
    }
    return url.endsWith(".html")
        ? List.of(url, url.substring(0, url.lastIndexOf('.')))
        : List.of(url);
  }
}
