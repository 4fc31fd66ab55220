package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void separatesWordsBySpaces() {
    assertThat(CommandLine.of(List.of("--http=80", "-l", "*:info")))
        .isEqualTo("--http=80 -l *:info");
    assertThat(CommandLine.of(List.of())).isEmpty();
  }

  @Test
  void quotesWordsWithSpaces() {
    assertThat(CommandLine.of(List.of("--hello=good day"))).isEqualTo("\"--hello=good day\"");
    assertThat(CommandLine.of(List.of("-n", ""))).isEqualTo("-n \"\"");
  }

  @Test
  void escapesQuotesAndBackslashes() {
    assertThat(CommandLine.of(List.of("--hello=say \"hi\" \\o/")))
        .isEqualTo("\"--hello=say \\\"hi\\\" \\\\o/\"");
    assertThat(CommandLine.of(List.of("--hello=\"hi\""))).isEqualTo("--hello=\\\"hi\\\"");
  }
}
