package io.github.miragemaven.instance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every console gets a diagnosis. */
class AnyConsoleTest {

  private static final int LONGEST = 64 * 1024;

  @Property(tries = 300)
  void anyBytesGiveADiagnosis(@ForAll byte[] bytes) {
    check(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void anyMixOfKnownLinesGivesADiagnosis(@ForAll("mixes") List<String> lines) {
    check(String.join("\n", lines));
    check(String.join("", lines));
  }

  @Provide
  Arbitrary<List<String>> mixes() {
    return Arbitraries.of(
            "Xen Minimal OS!",
            "SeaBIOS (version 1.16)",
            "Welcome to GRUB!",
            "kernel /boot/mirage-os.gz",
            "Error 15: File not found",
            "error: file `/boot/mirage-os' not found.",
            "grubdom> ",
            "Starting the kernel",
            "close blk",
            "            |      ___|",
            "DHCP: start discovery",
            "Lease obtained!",
            "listening on port 80",
            "Solo5: trap: type=#DF",
            "Solo5: solo5_exit(0) called",
            "Linux version 6",
            "\u001b[2J\u001b[",
            "\u001b]0;",
            "\r",
            "\0")
        .list()
        .ofMaxSize(60);
  }

  /** Texts on which a backtracking pattern would take hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: file ",
        "error: file ' grub.cfg",
        "Device '",
        "guest type ",
        "Assertion ",
        "\u001b[",
        "\u001b[0;0;0;",
        "\u001b",
        "\n",
        "\na",
        "Xen Minimal OS!\n",
        "            |      ___|\n",
        " "
      })
  @Timeout(60)
  void hostileTextsTakeNoLonger(String part) {
    check(part.repeat(LONGEST / part.length()));
  }

  private static void check(String console) {
    Diagnosis diagnosis = Diagnosis.of(console, InstanceFacts.unknown());
    assertThat(diagnosis.message().lines().count()).isBetween(2L, 3L);
    assertThat(diagnosis.lastLines()).hasSizeLessThanOrEqualTo(12);
    assertThat(diagnosis.report()).noneMatch(line -> line.contains("\u001b"));
  }
}
