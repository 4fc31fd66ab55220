package io.github.miragemaven.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests excerpts of the programs' own output. */
class FailureExcerptTest {

  @Test
  void showsReasonThatRubyPrintsBeforeBacktrace() {
    String bundler =
        """
        /usr/lib/ruby/gems/bundler-2.3.15/lib/bundler/definition.rb:486:in `materialize': \
        Could not find jekyll-9.9.9 in any of the sources (Bundler::GemNotFound)
        	from /usr/lib/ruby/gems/bundler-2.3.15/lib/bundler/definition.rb:191:in `specs'
        	from <internal:/usr/lib/ruby/rubygems/kernel_require.rb>:85:in `require'
        """;
    assertThat(excerpt(bundler + "\tfrom /x.rb:1:in `y'\n".repeat(30)))
        .containsExactly(
            "Could not find jekyll-9.9.9 in any of the sources (Bundler::GemNotFound)");

    String ruby34 =
        """
        bundler: failed to load command: jekyll (/usr/local/bundle/bin/jekyll)
        /usr/lib/ruby/3.4.0/bundled_gems.rb:82:in 'Kernel.require': \
        cannot load such file -- csv (LoadError)
        	from /usr/lib/ruby/3.4.0/bundled_gems.rb:82:in 'block (2 levels) in Kernel#replace'
        """;
    assertThat(excerpt(ruby34))
        .containsExactly(
            "bundler: failed to load command: jekyll (/usr/local/bundle/bin/jekyll)",
            "cannot load such file -- csv (LoadError)");
  }

  @Test
  void keepsPositionInSitesOwnPlugin() {
    assertThat(
            excerpt(
                """
                Configuration file: /blog/_config.yml
                                    ------------------------------------------------
                      Jekyll 4.3.1   Please append `--trace` to the `build` command
                                     for any additional information or backtrace.
                                    ------------------------------------------------
                /blog/_plugins/p.rb:2:in `<top (required)>': invalid byte sequence in US-ASCII (ArgumentError)
                	from /usr/lib/ruby/vendor_ruby/rubygems/core_ext/kernel_require.rb:85:in `require'
                """))
        .containsExactly(
            "/blog/_plugins/p.rb:2:in `<top (required)>': invalid byte sequence in US-ASCII"
                + " (ArgumentError)");
  }

  @Test
  void countsRepeatedLinesThatDifferInTimeOnly() {
    FailureExcerpt excerpt = new FailureExcerpt();
    for (int i = 0; i < 1700; i++) {
      excerpt.add(
          "WARN 2026/11/30 12:30:%02d found no layout file for \"HTML\" for kind \"page\""
              .formatted(i % 60));
      excerpt.add("WARN 2026/11/30 12:30:39 found no layout file for \"HTML\" for kind \"term\"");
    }
    excerpt.add("Total in 53 ms");
    assertThat(excerpt.lines())
        .containsExactly(
            "WARN 2026/11/30 12:30:00 found no layout file for \"HTML\" for kind \"page\" (1,700"
                + " times)",
            "WARN 2026/11/30 12:30:39 found no layout file for \"HTML\" for kind \"term\" (1,700"
                + " times)",
            "Total in 53 ms");

    excerpt.add("Error: Error building site: logged 1 error(s)");
    assertThat(excerpt.lines()).containsExactly("Error: Error building site: logged 1 error(s)");
  }

  @Test
  void leavesOutFramesOfNode() {
    assertThat(
            excerpt(
                """
                [11ty] Writing ./_site/error/index.html from ./error.md
                [11ty] Eleventy Fatal Error (CLI):
                [11ty] 1. Error in your Eleventy config file 'eleventy.config.cjs'. (via EleventyConfigError)
                [11ty] 2. Cannot find module 'no-such-plugin'
                [11ty]
                [11ty]     at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
                [11ty]     at async Promise.all (index 0)
                [11ty]     at file:///site/node_modules/@11ty/eleventy/src/Nunjucks.js:471:9
                """))
        .containsExactly(
            "[11ty] Eleventy Fatal Error (CLI):",
            "[11ty] 1. Error in your Eleventy config file 'eleventy.config.cjs'. (via"
                + " EleventyConfigError)",
            "[11ty] 2. Cannot find module 'no-such-plugin'");
  }

  @Test
  void keepsPositionOfSyntaxErrors() {
    assertThat(
            excerpt(
                """
                built 1 of 2
                /site/build.js:2
                foo bar
                    ^^^

                SyntaxError: Unexpected identifier 'bar'
                    at wrapSafe (node:internal/modules/cjs/loader:1464:18)

                Node.js v20.20.2
                """))
        .containsExactly(
            "/site/build.js:2",
            "foo bar",
            "    ^^^",
            "SyntaxError: Unexpected identifier 'bar'",
            "Node.js v20.20.2");
  }

  @Test
  void leavesOutFramesOfPythonGoAndV8() {
    assertThat(
            excerpt(
                """
                Traceback (most recent call last):
                  File "/site/build.py", line 4, in <module>
                    import nothing_here
                ModuleNotFoundError: No module named 'nothing_here'
                """))
        .containsExactly("ModuleNotFoundError: No module named 'nothing_here'");
    assertThat(
            excerpt(
                """
                panic: runtime error: invalid memory address or nil pointer dereference

                goroutine 1 [running]:
                github.com/gohugoio/hugo/hugolib.(*Site).render(0xc000102000)
                	/build/hugo/hugolib/site.go:12 +0x1b
                """))
        .containsExactly("panic: runtime error: invalid memory address or nil pointer dereference");
    assertThat(
            excerpt(
                """
                FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
                ----- Native stack trace -----

                 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
                """))
        .containsExactly(
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
  }

  @Test
  void showsLastLinesIfNoneNamesAnError() {
    FailureExcerpt excerpt = new FailureExcerpt();
    for (int i = 1; i <= 1000; i++) {
      excerpt.add("0 errors in page " + i);
    }
    assertThat(excerpt.lines()).hasSize(12).last().isEqualTo("0 errors in page 1000");
  }

  @Test
  void keepsFirstErrorsOfEndlessOutput() {
    FailureExcerpt excerpt = new FailureExcerpt();
    excerpt.add("Error: the cause");
    for (int i = 0; i < 100_000; i++) {
      excerpt.add("Error: consequence " + i);
    }
    excerpt.add("x".repeat(10_000));
    assertThat(excerpt.lines())
        .hasSizeLessThanOrEqualTo(20)
        .startsWith("Error: the cause", "Error: consequence 0")
        .contains("Error: consequence 99999")
        .allMatch(line -> line.length() < 420);
  }

  private static List<String> excerpt(String output) {
    FailureExcerpt excerpt = new FailureExcerpt();
    output.lines().forEach(excerpt::add);
    return excerpt.lines();
  }
}
