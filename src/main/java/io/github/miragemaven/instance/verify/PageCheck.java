package io.github.miragemaven.instance.verify;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests a page of a site as a browser does, and compares it.
 *
 * @param settings the settings
 * @param fetch requests pages
 * @param path the path of the page
 */
record PageCheck(VerifySettings settings, HttpFetch fetch, String path) {

  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int FIRST_SERVER_ERROR = 500;

  String name() {
    return "GET " + path;
  }

  String expected() {
    List<String> parts = new ArrayList<>();
    parts.add("status " + settings.pages().status());
    settings.pages().text().ifPresent(text -> parts.add('"' + text + '"'));
    file()
        .ifPresent(
            file ->
                parts.add("the page " + settings.pages().site().orElseThrow().relativize(file)));
    return String.join(", ", parts);
  }

  /** Requests the page once. */
  Observation run() throws InterruptedException {
    try {
      Optional<Path> file = file();
      if (file.isPresent() && !Files.isRegularFile(file.get())) {
        return Observation.wrong("not requested: the generated site has no such page");
      }
      return compare(request(), file);
    } catch (PageFailure e) {
      return new Observation(e.getMessage(), e.outcome());
    } catch (IOException e) {
      return Observation.wrong("not compared: " + e.getMessage());
    }
  }

  private Page request() throws PageFailure, InterruptedException {
    Set<URI> seen = new LinkedHashSet<>();
    URI at = address();
    while (true) {
      seen.add(at);
      Page page = fetch.get(at);
      if (!REDIRECTS.contains(page.status()) || page.status() == settings.pages().status()) {
        return page;
      }
      URI next = next(at, page);
      if (seen.contains(next)) {
        throw new PageFailure("redirect loop: " + chain(seen, next), true);
      }
      if (seen.size() > MAX_REDIRECTS) {
        throw new PageFailure(
            "more than %d redirects: %s".formatted(MAX_REDIRECTS, chain(seen, next)), true);
      }
      at = next;
    }
  }

  private URI next(URI at, Page page) throws PageFailure {
    String location =
        page.location()
            .orElseThrow(
                () ->
                    new PageFailure("status %d without a Location".formatted(page.status()), true));
    try {
      URI next = new URI(at.resolve(location).toASCIIString());
      boolean web = List.of("http", "https").contains(String.valueOf(next.getScheme()));
      if (web && at.getHost().equalsIgnoreCase(next.getHost())) {
        return withoutFragment(next);
      }
    } catch (URISyntaxException | IllegalArgumentException invalid) {
      // Reported below as a URI without a host.
    }
    throw new PageFailure(
        "redirect (%d) to %s, which is not on %s".formatted(page.status(), location, at.getHost()),
        true);
  }

  private static URI withoutFragment(URI address) throws URISyntaxException {
    String text = address.toString();
    int hash = text.indexOf('#');
    String page = hash < 0 ? text : text.substring(0, hash);
    return new URI(address.getPath().isEmpty() && address.getQuery() == null ? page + "/" : page);
  }

  private static String chain(Set<URI> seen, URI next) {
    List<String> steps = new ArrayList<>(seen.stream().map(URI::toString).toList());
    steps.add(next.toString());
    return String.join(" -> ", steps);
  }

  private Observation compare(Page page, Optional<Path> file) throws IOException {
    String seen = "status %d, %d bytes".formatted(page.status(), page.bytes());
    if (page.status() != settings.pages().status()) {
      return new Observation(
          seen,
          page.status() < FIRST_SERVER_ERROR
              ? Observation.Outcome.WRONG
              : Observation.Outcome.UNAVAILABLE);
    }
    if (settings.pages().text().isPresent()
        && !page.text().contains(settings.pages().text().get())) {
      return Observation.wrong(seen + ", without the expected text");
    }
    if (file.isPresent() && !page.digest().equals(Sha256.ofFile(file.get()))) {
      return Observation.wrong(
          "%s, different from the generated page: SHA-256 %s"
              .formatted(seen, page.digest().hex().substring(0, 12)));
    }
    return new Observation(seen, Observation.Outcome.PASSED);
  }

  private URI address() throws PageFailure {
    try {
      int query = path.indexOf('?');
      String before = query < 0 ? path : path.substring(0, query);
      String after = query < 0 ? null : path.substring(query + 1);
      URI relative = new URI(null, null, before, after, null);
      return new URI(settings.address().origin() + relative.toASCIIString());
    } catch (URISyntaxException e) {
      throw new PageFailure("not requested: " + e.getMessage(), true, e);
    }
  }

  /** Returns the generated file of the page: index.html for a directory. */
  private Optional<Path> file() {
    return settings
        .pages()
        .comparedSite()
        .map(
            site -> {
              String name = path.replaceFirst("[?#].*", "").replaceFirst("^/+", "");
              Path file = site.resolve(name);
              boolean directory = name.isEmpty() || name.endsWith("/") || Files.isDirectory(file);
              return directory ? file.resolve("index.html") : file;
            });
  }
}
