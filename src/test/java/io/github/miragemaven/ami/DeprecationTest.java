package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeprecationTest {

  private static final Instant CREATED = Instant.parse("2026-11-23T10:20:30Z");

  @Test
  void isATimeAfterTheAmiWasMadeInWholeMinutes() throws Exception {
    assertThat(Deprecation.parse("90d")).isEqualTo(Deprecation.parse("P90D"));
    assertThat(Deprecation.parse("P90D").of(CREATED)).isEqualTo("2027-02-21T10:20:00Z");
    assertThat(Deprecation.parse("P1Y").of(CREATED)).isEqualTo("2027-11-23T10:20:00Z");
  }

  @Test
  void isADate() throws Exception {
    assertThat(Deprecation.parse("2027-01-31").of(CREATED)).isEqualTo("2027-01-31T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90 days", "P0D", "P-5D", "P1M-60D", "P999999999Y", "2027-02-30"})
  void refusesWhatIsNoTimeAhead(String text) {
    assertThatThrownBy(() -> Deprecation.parse(text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
