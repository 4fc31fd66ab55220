package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmiNameTest {

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
}
