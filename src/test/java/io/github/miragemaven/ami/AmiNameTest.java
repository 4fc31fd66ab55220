package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmiNameTest {

  /** Amazon EC2 API Reference, RegisterImage, Name. */
  private static final Pattern ACCEPTED_BY_EC2 =
      Pattern.compile("[A-Za-z0-9()\\[\\] ./'@_-]{3,128}");

  private static final String DIGEST = "0123456789abcdef0123456789abcdef";
  private final Project project = new Project("com.example", "blog", "1.0", "0.1", "here");

  @Test
  void isFilledIn() throws Exception {
    assertThat(new AmiName(AmiName.DEFAULT).of(project, DIGEST)).isEqualTo("blog-1.0-0123456789ab");
    assertThat(new AmiName("My blog").of(project, DIGEST)).isEqualTo("My blog");
  }

  @Test
  void refusesUnknownPlaceholder() {
    assertThatThrownBy(() -> new AmiName("{name}-{version}").of(project, DIGEST))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.amiName contains {name}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "blog: {version}", "über", "blog+{digest}"})
  void refusesNameThatEc2DoesNotAccept(String template) {
    assertThatThrownBy(() -> new AmiName(template).of(project, DIGEST))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("which EC2 does not accept");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0+build.5, blog-1.0-build.5-ed27beb8-0123456789ab",
    "1.0_rc~1, blog-1.0_rc-1-3cd98c51-0123456789ab",
    "1.0-größer, blog-1.0-grosser-6b61d360-0123456789ab"
  })
  void replacesCharactersOfVersionsThatEc2DoesNotAccept(String version, String name)
      throws Exception {
    assertThat(defaultName("blog", version)).isEqualTo(name);
  }

  @Test
  void replacesThemInAPlaceholderOfTheUsersTemplateToo() throws Exception {
    assertThat(new AmiName("My blog {version}").of(of("blog", "1.0+a"), DIGEST))
        .matches("My blog 1\\.0-a-[0-9a-f]{8}");
  }

  @Test
  void refusesTheUsersTemplateIfItIsTooLong() {
    assertThatThrownBy(() -> new AmiName("{version}").of(of("blog", "1".repeat(129)), DIGEST))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("which EC2 does not accept");
  }

  @Property
  void defaultIsAlwaysAccepted(
      @ForAll @StringLength(min = 1, max = 200) String artifactId,
      @ForAll @StringLength(min = 1, max = 200) String version)
      throws Exception {
    assertThat(defaultName(artifactId, version)).matches(ACCEPTED_BY_EC2);
  }

  @Property
  void differentVersionsHaveDifferentDefaults(
      @ForAll @StringLength(min = 1, max = 200) String one,
      @ForAll @StringLength(min = 1, max = 200) String other)
      throws Exception {
    assertThat(defaultName("blog", one).equals(defaultName("blog", other)))
        .isEqualTo(one.equals(other));
  }

  @Property
  void versionsThatDifferInOneCharacterHaveDifferentDefaults(@ForAll char one, @ForAll char other)
      throws Exception {
    assertThat(defaultName("blog", "1.0" + one).equals(defaultName("blog", "1.0" + other)))
        .isEqualTo(one == other);
  }

  private static String defaultName(String artifactId, String version) throws Exception {
    return new AmiName(AmiName.DEFAULT).of(of(artifactId, version), DIGEST);
  }

  private static Project of(String artifactId, String version) {
    return new Project("com.example", artifactId, version, "0.1", "here");
  }
}
