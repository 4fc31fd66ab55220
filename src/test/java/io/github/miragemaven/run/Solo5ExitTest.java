package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks console lines recorded from Solo5 0.12.1. */
class Solo5ExitTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Solo5: solo5_exit(2) called",
        "Solo5: solo5_exit(255) called",
        "must be attached. Aborting.Solo5: solo5_abort() called",
        "Solo5: ABORT: mem.c:54: Not enough memory",
        "Solo5: trap: type=#DF ec=0x0 rip=0x100020 rsp=0x3f0 rflags=0x10"
      })
  void tellsFailures(String line) {
    assertThat(Solo5Exit.isFailure(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Solo5: solo5_exit(0) called",
        "Solo5: ACPI: power off via PM1a=0x604 PM1b=0x0 SLP_TYPa=0",
        "the page says solo5_abort"
      })
  void tellsThemFromOtherLines(String line) {
    assertThat(Solo5Exit.isFailure(line)).isFalse();
  }
}
