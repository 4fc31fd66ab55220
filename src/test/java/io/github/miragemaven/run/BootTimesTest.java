package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootTimesTest {

  private static final String SECONDS = "\\d+\\.\\d s";

  @Test
  void tellsTheLoaderFromTheKernel() {
    BootTimes times = new BootTimes(Optional.of("Starting the kernel"));
    times.line("");
    assertThat(times.summary()).matches("nothing was printed in " + SECONDS);
    times.line("  Booting `Blog'");
    assertThat(times.summary()).matches("loader after " + SECONDS);
    times.line("Starting the kernel");
    assertThat(times.summary()).matches("loader after " + SECONDS);
    times.line("Solo5: Bindings version v0.12.1");
    times.answered();
    assertThat(times.summary())
        .matches(
            "loader after %s, kernel's first line after %s, site answered after %s"
                .replace("%s", SECONDS));
  }

  @Test
  void firstLineIsTheKernelsWhereThereIsNoLoader() {
    BootTimes times = new BootTimes(Optional.empty());
    times.line("Solo5: Bindings version v0.12.1");
    assertThat(times.summary()).matches("kernel's first line after " + SECONDS);
  }
}
