package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootMenuTest {

  @Test
  void matchesTheFormatOfPvGrub() throws Exception {
    BootMenu menu =
        new BootMenu(
            0,
            1,
            List.of(
                BootMenu.Entry.of(
                    "My blog", "(hd0)", "/boot/mirage-os.gz", "--ipv4=10.0.0.2/24 -l *:info")));
    assertThat(menu.text())
        .isEqualTo(
            """
            default 0
            timeout 1

            title My blog
            root (hd0)
            kernel /boot/mirage-os.gz --ipv4=10.0.0.2/24 -l *:info
            """);
  }

  @Test
  void omitsEmptyArguments() throws Exception {
    BootMenu menu =
        new BootMenu(0, 0, List.of(BootMenu.Entry.of("Blog", "(hd0)", "/boot/mirage-os", "")));
    assertThat(menu.text()).endsWith("\nkernel /boot/mirage-os\n").contains("timeout 0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\rb", "a\tb", "café", " a", "a ", "=a", "a\\"})
  void refusesTitlesThatWouldBreakTheFile(String title) {
    assertThat(BootMenu.Entry.isTitle(title)).isFalse();
    assertThatThrownBy(() -> BootMenu.Entry.of(title, "(hd0)", "/boot/mirage-os", ""))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("-Dmirage.image.title=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--a=1\nkernel /boot/other", "--name=café", "--a=1\\", " --a", "\u0000"})
  void refusesArgumentsThatWouldBreakTheFile(String arguments) {
    assertThatThrownBy(() -> BootMenu.Entry.of("Blog", "(hd0)", "/boot/mirage-os", arguments))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("-Dmirage.argument.NAME=");
  }

  @Test
  void rejectsArgumentsLongerThanAXenCommandLine() throws Exception {
    assertThat(entry("x".repeat(1023)).arguments()).hasSize(1023);
    assertThatThrownBy(() -> entry("x".repeat(1024)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("1024 characters");
  }

  private static BootMenu.Entry entry(String arguments) throws ImageException {
    return BootMenu.Entry.of("Blog", "(hd0)", "/boot/mirage-os", arguments);
  }
}
