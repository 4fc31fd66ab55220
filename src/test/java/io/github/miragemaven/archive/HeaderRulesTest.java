package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  @TempDir Path site;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.3f9a1c2b.js",
        "assets/index-BxY12abZ.css",
        "css/main.5f0a9b3c5f0a9b3c5f0a9b3c5f0a9b3c5f0a9b3c5f0a9b3c5f0a9b3c5f0a9b3c.css",
        "img/photo-0a1b2c3d4e.jpg",
        "_astro/hoisted.D3x_9kQz.js"
      })
  void nameWithDigestIsImmutable(String path) {
    assertThat(CacheControl.of(path)).isEqualTo(IMMUTABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logo.png",
        "photo-20240101.jpg",
        "report-Version2.pdf",
        "my-document.js",
        "js/jquery-3.7.1.min.js",
        "a-deadbeef.css",
        "app.3f9a1c2b.d/plain.js",
        "IMG-Ab34cD78.jpg"
      })
  void otherNameIsCachedForFiveMinutes(String path) {
    assertThat(CacheControl.of(path)).isEqualTo("public, max-age=300");
  }

  @Test
  void pageIsRevalidated() throws Exception {
    assertThat(headers("post-3f9a1c2b.html"))
        .isEqualTo(
            new Headers(
                "text/html; charset=utf-8",
                "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "/*, index.html",
    "/*, a/b.png",
    "/, index.html",
    "/index.html, index.html",
    "/a/, a/index.html",
    "/a, a/index.html",
    "/a/*, a/index.html",
    "/about, about.html",
    "/a/:b/c, a/x/c",
    "/*.png, a/b.png",
    "/caf\u00e9.html, caf\u00e9.html"
  })
  void patternMatchesUrlOfFile(String pattern, String path) throws Exception {
    rules(pattern, "  X-Test: yes");
    assertThat(headers(path).lines()).contains("X-Test: yes\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, index.html",
    "/a/*, ab/index.html",
    "/a/:b/c, a/x/y/c",
    "/a.png, aXpng",
    "/A/*, a/b.html"
  })
  void patternDoesNotMatchOtherUrl(String pattern, String path) throws Exception {
    rules(pattern, "  X-Test: yes");
    assertThat(headers(path).lines()).doesNotContain("X-Test");
  }

  @Test
  void ruleReplacesDefaultOfSameName() throws Exception {
    rules("# comment", "/*", "\tcache-control: max-age=60", "", "/x.bin", "  Content-Type: a/b");
    assertThat(headers("x.bin"))
        .isEqualTo(
            new Headers("a/b", "cache-control: max-age=60\r\nX-Content-Type-Options: nosniff\r\n"));
  }

  @Test
  void severalRulesAddTheirHeaders() throws Exception {
    rules("/*", "  Link: </a.css>; rel=preload", "/a/*", "  Link: </b.css>; rel=preload");
    assertThat(headers("a/x.png").lines())
        .contains("Link: </a.css>; rel=preload\r\nLink: </b.css>; rel=preload\r\n");
  }

  @Test
  void exclamationMarkRemovesHeader() throws Exception {
    rules("/*", "  X-Frame-Options: DENY", "/embed/*", "  ! X-Frame-Options", "  ! Cache-Control");
    assertThat(headers("embed/x.html").lines()).isEqualTo("X-Content-Type-Options: nosniff\r\n");
    assertThat(headers("x.html").lines()).contains("X-Frame-Options: DENY\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.org/*, a path that starts with /",
    "/a b, without spaces",
    "X-Test: 1, a path that starts with /"
  })
  void invalidPatternIsRejectedWithItsLine(String line, String reason) throws Exception {
    rules("/*", "  X-Test: 1", line);
    assertRejected(3, line, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Test, 'a name, a colon and a value'",
    "X Test: 1, 'a name, a colon and a value'",
    "X-Test:, 'a name, a colon and a value'",
    "X: \u00e4, printable ASCII",
    "vary: *, The server itself sets vary",
    "ETag: 1, The server itself sets ETag",
    "Basic-Auth: a:b, no password protection"
  })
  void invalidHeaderIsRejectedWithItsLine(String line, String reason) throws Exception {
    rules("/*", "  " + line);
    assertRejected(2, line, reason);
  }

  @Test
  void headerWithoutPatternIsRejected() throws Exception {
    rules("  X-Test: 1");
    assertRejected(1, "X-Test: 1", "must follow a pattern");
  }

  private void assertRejected(int number, String line, String reason) {
    assertThatThrownBy(() -> HeaderRules.of(site))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("_headers, line %d: %s".formatted(number, line))
        .hasMessageContaining(reason);
  }

  private void rules(String... lines) throws Exception {
    Files.writeString(site.resolve("_headers"), String.join("\n", lines));
  }

  private Headers headers(String path) throws Exception {
    return HeaderRules.of(site).of(path);
  }
}
