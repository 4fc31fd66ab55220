package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirageVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"4.11.1", "v4.11.1", "4.11.1+git", "4.11.1-12-gabcdef", " 4.11.1\n"})
  void parsesVersions(String text) throws Exception {
    assertThat(MirageVersion.parse(text)).isEqualTo(new MirageVersion(4, 11, 1));
  }

  @Test
  void patchMayBeMissing() throws Exception {
    assertThat(MirageVersion.parse("2.0")).isEqualTo(new MirageVersion(2, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%VERSION%%", "", "mirage", "4", "4.x", "99999999999.1"})
  void rejectsAnythingElse(String text) {
    assertThatThrownBy(() -> MirageVersion.parse(text))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void comparesNumerically() {
    assertThat(new MirageVersion(4, 11, 0)).isGreaterThan(new MirageVersion(4, 9, 2));
    assertThat(new MirageVersion(3, 10, 8)).isLessThan(new MirageVersion(4, 0, 0));
    assertThat(new MirageVersion(4, 10, 5).isAtLeast(4, 10, 5)).isTrue();
    assertThat(new MirageVersion(4, 10, 4).isAtLeast(4, 10, 5)).isFalse();
  }
}
