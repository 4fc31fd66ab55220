package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteredNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let () = register \"blog\" [ main ]",
        "let () = register\n  \"blog\"\n  [ main $ stack ]",
        "let () = Mirage.register \"blog\" [ main ]",
        "let () = Mirage.(register \"blog\" [ main ])",
        "let () = register (\"blog\") [ main ]",
        "let () = register ~packages \"blog\" [ main ]",
        "let () = register ~packages:[ package \"other\" ] \"blog\" [ main ]",
        "let () = register ~argv:no_argv ?reporter:(Some (f \"x\")) \"blog\" []",
        "let () = register ~keys:Key.(v a \"other\") \"blog\" [ main ]",
        "let () = register ~packages:!p ~t:`Xen \"blog\" [ main ]",
        "let () = register {|blog|} [ main ]",
        "let () = register {x|blog|x} [ main ]",
        "(* register \"old\" *) let () = register \"blog\" []",
        "(* (* nested *) register \"old\" *) let () = register \"blog\" []",
        "(* \"a string *)\" register \"old\" *) let () = register \"blog\" []",
        "let c = '\"' let () = register \"blog\" []",
        "let s = \"register \\\"old\\\"\" let () = register \"blog\" []",
        "let f x' = x' let () = register \"blog\" []",
        "let () = if x then register \"blog\" [ a ] else register \"blog\" [ b ]",
        "(* mirage >= 4.9.0 & < 4.12.0 *)\nopen Mirage\nlet () = register \"blog\" []",
      })
  void findsTheName(String config) {
    assertThat(RegisteredName.allIn(config)).containsExactly("blog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "let () = print_endline \"register\"",
        "let () = register name [ main ]",
        "let () = register (\"blog\" ^ suffix) [ main ]",
        "let () = register ~packages:[ \"blog\" ] name [ main ]",
        "let register = \"blog\"",
        "let register_all = 1 let () = unregister \"blog\"",
        "(* register \"blog\" [ main ] *)",
        "(* never closed register \"blog\"",
        "let () = register ~packages:[ \"blog\"",
      })
  void findsNothingWithoutLiteral(String config) {
    assertThat(RegisteredName.allIn(config)).isEmpty();
  }

  @Test
  void findsNamesInAllBranches() {
    assertThat(
            RegisteredName.allIn(
                "let () = if x then register \"a\" [ m ] else register \"b\" [ m ]"))
        .containsExactly("a", "b");
  }

  @Test
  void longStringsTakeNoStack() {
    String text = "x\\n".repeat(200_000);
    assertThat(RegisteredName.allIn("let s = \"" + text + "\" let () = register \"blog\" []"))
        .containsExactly("blog");
  }

  @Property
  void readsAnyTextToItsEnd(
      @ForAll @Chars({'(', '*', ')', '"', '\'', '\\', '{', '|', '}', 'r', '~', ':', ' ', '.'})
          String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> RegisteredName.allIn("register " + text));
  }
}
