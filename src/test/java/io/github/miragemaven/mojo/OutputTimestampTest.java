package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T00:00:00Z, 2026-11-23T00:00:00Z",
    "2026-11-23T02:00:00+02:00, 2026-11-23T00:00:00Z",
    "1000000000, 2001-09-09T01:46:40Z",
    "0, 1970-01-01T00:00:00Z"
  })
  void readsInstantsAndSeconds(String value, Instant expected) throws Exception {
    assertThat(OutputTimestamp.parse(Optional.of(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "-"})
  void disabledTimestampIsTheDefault(String value) throws Exception {
    assertThat(OutputTimestamp.parse(Optional.of(value))).isEqualTo(OutputTimestamp.DEFAULT);
  }

  @Test
  void missingTimestampIsTheDefault() throws Exception {
    assertThat(OutputTimestamp.parse(Optional.empty())).isEqualTo("1980-02-01T00:00:00Z");
  }

  @Test
  void refusesOtherText() {
    assertThatThrownBy(() -> OutputTimestamp.parse(Optional.of("yesterday")))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("\"yesterday\"");
  }
}
