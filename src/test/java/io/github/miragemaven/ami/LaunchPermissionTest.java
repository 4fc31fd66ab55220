package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchPermissionTest {

  @ParameterizedTest
  @CsvSource({
    "210987654321, ACCOUNT",
    "arn:aws:organizations::123456789012:organization/o-abcdef1234, ORGANIZATION",
    "arn:aws:organizations::123456789012:ou/o-abcdef1234/ou-ab12-11111111, UNIT"
  })
  void isAnAccountAnOrganisationOrAUnitOfOne(String text, LaunchPermission.Kind kind)
      throws Exception {
    assertThat(LaunchPermission.parse(text)).isEqualTo(new LaunchPermission(kind, text));
  }

  @Test
  void isForEveryoneOnlyByTheWord() throws Exception {
    assertThat(LaunchPermission.parse(" public ")).isEqualTo(LaunchPermission.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "*", "12345", "arn:aws:iam::123456789012:root", ""})
  void refusesWhatNamesNoOne(String text) {
    assertThatThrownBy(() -> LaunchPermission.parse(text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("or public");
  }
}
