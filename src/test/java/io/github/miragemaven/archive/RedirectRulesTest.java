package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectRulesTest {

  @TempDir Path site;

  @ParameterizedTest
  @CsvSource({
    "/old /new,                         /old,        /new,                 301, false",
    "/old /new 302!,                    /old,        /new,                 302, true",
    "/old /new # moved,                 /old,        /new,                 301, false",
    "/a/* https://example.org/:splat 308, /a/*,      https://example.org/:splat, 308, false",
    "/:year/:slug /blog/:year-:slug,    /:year/:slug, /blog/:year-:slug,   301, false",
    "/a/*/ /b/:splat,                   /a/*/,       /b/:splat,            301, false",
    "/x /search?q=1,                    /x,          /search?q=1,          301, false",
    "/x https://example.org:8080/a,     /x,          https://example.org:8080/a, 301, false",
    "/talk /wiki/Talk:Main,             /talk,       /wiki/Talk:Main,      301, false",
    "/caf%C3%A9 /th\u00e9,              /caf\u00e9,  /th%C3%A9,            301, false",
    "/* /404.html 404,                  /*,          /404.html,            404, false",
    "/* / 200,                          /*,          /index.html,          200, false",
    "/app/* /app 200,                   /app/*,      /app/index.html,      200, false",
    "/gone /about 410!,                 /gone,       /about.html,          410, true",
    "/de/* /:splat 200,                 /de/*,       /:splat,              200, false"
  })
  void readsRule(String line, String pattern, String target, int status, boolean forced)
      throws Exception {
    assertThat(redirects(line)).containsExactly(new Redirect(pattern, target, status, forced));
  }

  @Test
  void keepsTheOrderOfRules() throws Exception {
    assertThat(redirects("# rules\n\n/b /x\n/a /y 302\n"))
        .extracting(Redirect::pattern)
        .containsExactly("/b", "/a");
  }

  @ParameterizedTest
  @CsvSource({
    "/old,                             a pattern and a target",
    "/old /new Country=de,             Country=de is a condition",
    "/old /new 301 Language=de,        Language=de is a condition",
    "/old id=:id /new/:id 301,         id=:id is a condition",
    "/old /new 301 302,                but nothing else",
    "/old /new soon,                   but nothing else",
    "old /new,                         is not a path",
    "https://a.org/x /new,             is not a path",
    "/old?x=1 /new,                    is not a path",
    "/a/*/b /new,                      not the whole last segment",
    "/a* /new,                         not the whole last segment",
    "/:a/:a /new/:a,                   :a is in the pattern twice",
    "/old /new/:name,                  'The target has :name, but'",
    "/old /new/:splat,                 'The target has :splat, but'",
    "/api/* https://a.org/:splat 200,  on another host",
    "/old new 301,                     neither a path nor a URL",
    "/old //a.org/ 301,                neither a path nor a URL",
    "/old /new 418,                    cannot answer with the status 418",
    "/old /missing 200,                has no file /missing",
    "/100% /new,                       not percent-encoded UTF-8",
    "/%FF /new,                        not percent-encoded UTF-8"
  })
  void invalidLineIsRejectedWithItsNumber(String line, String reason) {
    assertThatThrownBy(() -> redirects("/fine /index.html\n" + line))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("_redirects, line 2: " + line)
        .hasMessageContaining(reason);
  }

  private List<Redirect> redirects(String text) throws Exception {
    Files.writeString(site.resolve("_redirects"), text);
    for (String path : List.of("index.html", "404.html", "about.html", "app/index.html")) {
      Files.createDirectories(site.resolve(path).getParent());
      Files.writeString(site.resolve(path), path);
    }
    return RedirectRules.of(site, SiteFile.in(site));
  }
}
