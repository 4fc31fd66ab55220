package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that GRUB 0.97 parses all entries of generated menus correctly. */
class GrubLegacyMenuTest {

  private static final String ENTRY = "title A\nroot (hd0)\nkernel /boot/a\n";

  /** The arguments of an entry, which may be invalid; BootMenuTest covers the rejections. */
  private record Draft(String title, String root, String kernel, String arguments) {

    List<BootMenu.Entry> made() {
      try {
        return List.of(BootMenu.Entry.of(title, root, kernel, arguments));
      } catch (ImageException refused) {
        return List.of();
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void readsWhatWeWriteAsItWasMeant(
      @ForAll("drafts") List<Draft> drafts, @ForAll("numbers") int number) {
    List<BootMenu.Entry> made = drafts.stream().flatMap(draft -> draft.made().stream()).toList();
    if (made.isEmpty()) {
      return;
    }
    BootMenu menu = new BootMenu(number % made.size(), number, made);
    GrubLegacyMenu read = GrubLegacyMenu.read(menu.text());
    List<GrubLegacyMenu.Entry> meant = new ArrayList<>();
    for (BootMenu.Entry e : made) {
      meant.add(new GrubLegacyMenu.Entry(e.title(), e.root(), e.kernel(), e.arguments()));
    }
    assertThat(read).isEqualTo(new GrubLegacyMenu(menu.defaultEntry(), menu.timeout(), meant));
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
    Arbitrary<String> tricky =
        Arbitraries.of("=", "#", "\\", "title x", "root (hd1)", "a = b", "é", "\n", "\t", "");
    Arbitrary<String> any =
        Arbitraries.oneOf(text, tricky, Combinators.combine(text, tricky).as(String::concat));
    return Combinators.combine(
            any,
            Arbitraries.of("(hd0)", "(hd0,0)"),
            Arbitraries.of("/boot/mirage-os", "/boot/mirage-os.gz"),
            any)
        .as(Draft::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(0, 999_999_999);
  }

  @Test
  void readsTheSyntaxOfTheManual() {
    GrubLegacyMenu menu =
        GrubLegacyMenu.read(
            """
            # Which entry
            default=1
              timeout  5
            hiddenmenu

            title = First
            root (hd0,0)
            kernel /boot/first --a=b  c
            savedefault
            title Second one
            root (fd0)
            kernel /boot/second
            """);
    assertThat(menu)
        .isEqualTo(
            new GrubLegacyMenu(
                1,
                5,
                List.of(
                    new GrubLegacyMenu.Entry("First", "(hd0,0)", "/boot/first", "--a=b  c"),
                    new GrubLegacyMenu.Entry("Second one", "(fd0)", "/boot/second", ""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout 1\n",
        "default 1\ntimeout 1\n" + ENTRY,
        "default first\ntimeout 1\n" + ENTRY,
        "default 0\ndefault 0\ntimeout 1\n" + ENTRY,
        "default 0\n" + ENTRY,
        "timeout -1\n" + ENTRY,
        "set timeout=1\n" + ENTRY,
        "timeout 1\nroot (hd0)\n" + ENTRY,
        "timeout 1\ntitle A\nkernel /boot/a\n",
        "timeout 1\ntitle A\nkernel /boot/a\nroot (hd0)\n",
        "timeout 1\ntitle A\nroot (hd0)\n",
        "timeout 1\ntitle A\nroot hd0\nkernel /boot/a\n",
        "timeout 1\ntitle A\nroot (hd0,msdos1)\nkernel /boot/a\n",
        "timeout 1\ntitle A\nroot (hd0)\nkernel boot/a\n",
        "timeout 1\ntitle A\nroot (hd0)\nmultiboot /boot/a\n",
        "timeout 1\ntitle\nroot (hd0)\nkernel /boot/a\n",
        "timeout 1\ntitle A\nroot (hd0)\nkernel /boot/a \\\n",
        "timeout 1\ntitle A\nroot (hd0)\nkernel /boot/a",
        "timeout 1\ntitle Caf\u00e9\nroot (hd0)\nkernel /boot/a\n",
        "timeout 1\n" + ENTRY + "title B\nkernel /boot/b\n"
      })
  void failsWhereGrubWouldNotDoWhatIsMeant(String text) {
    assertThatThrownBy(() -> GrubLegacyMenu.read(text))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("GRUB 0.97 would not read this as meant");
  }
}
