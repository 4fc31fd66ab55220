package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootTimesTest {

  private static final String SECONDS = "\\d+\\.\\d s";

  @Test
  void distinguishesTheLoaderFromTheKernel() {
    BootTimes times =
        new BootTimes(Optional.of(new Guest.Loader("GRUB reads", "Starting the kernel")));
    times.line("");
    times.line("qemu-system-x86_64: warning: something");
    assertThat(times.summary()).matches("the guest printed nothing for " + SECONDS);
    times.line("GRUB reads");
    times.line("  Booting `Blog'");
    assertThat(times.summary()).matches("loader after " + SECONDS);
    times.line("Starting the kernel");
    assertThat(times.summary()).matches("loader after " + SECONDS);
    assertThat(times.kernelPrinted()).isFalse();
    times.line("Solo5: Bindings version v0.12.1");
    assertThat(times.kernelPrinted()).isTrue();
    times.answered();
    assertThat(times.summary())
        .matches(
            "loader after %s, kernel's first line after %s, site answered after %s"
                .replace("%s", SECONDS));
  }

  @Test
  void firstLineIsTheKernelsWithoutALoader() {
    BootTimes times = new BootTimes(Optional.empty());
    times.line("Solo5: Bindings version v0.12.1");
    assertThat(times.summary()).matches("kernel's first line after " + SECONDS);
  }
}
