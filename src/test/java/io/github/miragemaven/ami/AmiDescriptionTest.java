package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default description of an AMI, which is made from the project's name. */
class AmiDescriptionTest {

  @ParameterizedTest
  @CsvSource({
    "My blog, My blog",
    "Bücher & Straße, Bucher & Strasse",
    "Łódź – „Żółw”, 'Lodz - \"Zolw\"'",
    "Ærø’s ﬁne blog…, AEro's fine blog...",
    "'Two\n  lines', Two lines",
    "Blog 日本語, Blog ?",
    "日本語ブログ, blog"
  })
  void isTransliterated(String name, String description) {
    assertThat(AmiSettings.defaultDescription(name, "blog")).isEqualTo(description);
  }

  /** Amazon EC2 API Reference, RegisterImage, Description: at most 255 characters of ASCII. */
  @Property
  void isAlwaysAccepted(@ForAll @StringLength(max = 600) String name) {
    assertThat(AmiSettings.defaultDescription(name, "blog")).matches("[ -~]{1,255}");
  }
}
