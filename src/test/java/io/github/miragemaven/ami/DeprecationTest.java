package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeprecationTest {

  private static final Instant CREATED = Instant.parse("2026-11-23T10:20:30Z");

  @Test
  void isATimeAfterTheAmiWasMadeInWholeMinutes() throws Exception {
    assertThat(Deprecation.parse("P90D").of(CREATED)).isEqualTo("2027-02-21T10:20:00Z");
    assertThat(Deprecation.parse("P1Y").of(CREATED)).isEqualTo("2027-11-23T10:20:00Z");
  }

  @Test
  void isADate() throws Exception {
    assertThat(Deprecation.parse("2027-01-31").of(CREATED)).isEqualTo("2027-01-31T00:00:00Z");
  }

  @Test
  void refusesWhatIsNeither() {
    assertThatThrownBy(() -> Deprecation.parse("90 days"))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("\"90 days\"");
  }
}
