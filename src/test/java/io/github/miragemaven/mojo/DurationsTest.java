package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "5, PT5S",
    "PT5S, PT5S",
    "pt5s, PT5S",
    "5s, PT5S",
    "5m, PT5M",
    "1h, PT1H",
    "2d, P2D",
    "1d12h, P1DT12H",
    "' 90 ', PT90S",
    "0, PT0S"
  })
  void readsEveryForm(String text, Duration expected) throws Exception {
    assertThat(read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5 minutes", "-5s", "-1", "5w", "P1Y", "5s5m", "d", "3651d"})
  void refusesOtherTextAndNamesTheParameter(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("mirage.verify.pause is \"" + text + "\".")
        .hasMessageContaining("from 0s to 3650d, such as 90s");
  }

  @Property
  void allFormsOfADurationAreEqual(
      @ForAll @IntRange(max = 3649) int days,
      @ForAll @IntRange(max = 23) int hours,
      @ForAll @IntRange(max = 59) int minutes,
      @ForAll @IntRange(max = 59) int seconds)
      throws Exception {
    Duration duration =
        Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).plusSeconds(seconds);
    assertThat(read("%dd%dh%dm%ds".formatted(days, hours, minutes, seconds))).isEqualTo(duration);
    assertThat(read(duration.toString())).isEqualTo(duration);
    assertThat(read(Long.toString(duration.toSeconds()))).isEqualTo(duration);
  }

  @Property
  void textIsADurationWithinTheLimitsOrAUserFailure(@ForAll @StringLength(max = 12) String text) {
    try {
      assertThat(read(text)).isBetween(Duration.ZERO, Durations.TEN_YEARS);
    } catch (UserFailureException e) {
      assertThat(e).hasMessageContaining("mirage.verify.pause");
    }
  }

  private static Duration read(String text) throws UserFailureException {
    return Durations.parse("mirage.verify.pause", text, Duration.ZERO, Durations.TEN_YEARS);
  }
}
