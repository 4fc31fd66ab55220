package io.github.miragemaven.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1363149, 1.3 MiB",
    "107374182400, 100 GiB",
    "1125899906842624, 1024 TiB"
  })
  void formatsSizes(long bytes, String words) {
    assertThat(Sizes.of(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "64k, 65536",
    "64 KiB, 65536",
    "2 MiB, 2097152",
    "1GB, 1073741824",
    "1 tib, 1099511627776",
    "7 bytes, 7"
  })
  void parsesSizes(String text, long bytes) throws Exception {
    assertThat(Sizes.parse("mirage.image.size", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "big", "-1", "1.5 MiB", "1 PiB", "999999999999999 TiB", "64 MiBs"})
  void rejectsInvalidSizes(String text) {
    assertThatThrownBy(() -> Sizes.parse("mirage.image.size", text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.image.size")
        .hasMessageContaining("64 MiB");
  }

  @Test
  void formatsNumberOfFiles() {
    assertThat(Sizes.files(1)).isEqualTo("1 file");
    assertThat(Sizes.files(42)).isEqualTo("42 files");
  }
}
