package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.xen.Dom0;
import io.github.miragemaven.xen.Guest;
import io.github.miragemaven.xen.GuestRun;
import io.github.miragemaven.xen.RunningXen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passes the files that mirage:run writes to the real xl. */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@ExtendWith(RunningXen.class)
class XlGuestTest {

  @ParameterizedTest
  @CsvSource({"xen-pv.elf, pv", "xen-hvm.elf, pvh"})
  void startsTheKernelWithItsArguments(String name, String type, Dom0 xen) throws Exception {
    Path file = Path.of("src/test/resources/kernels", name).toAbsolutePath();
    String configuration =
        new XlConfig(
                "blog",
                type,
                file.toString(),
                List.of("--hello=say \"good day\"", "\\o/"),
                32,
                List.of(""),
                List.of())
            .text();

    GuestRun run = xen.boot(Guest.configured(configuration).withFile(file, file.toString()));

    assertThat(run.console().lines())
        .contains("command line: \"--hello=say \\\"good day\\\"\" \\\\o/");
    assertThat(run.end()).isEqualTo(GuestRun.End.POWERED_OFF);
  }
}
