package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootArgumentsTest {

  @Test
  void sortsWordsByName() throws Exception {
    assertThat(words(Map.of("http", "8080", "l", "*:info", "verbose", "")))
        .containsExactly("--http=8080", "-l", "*:info", "--verbose");
    assertThat(words(Map.of())).isEmpty();
  }

  @Test
  void includesNetwork() throws Exception {
    Network network = Network.of(Optional.of("10.0.0.2/24"), Optional.of("10.0.0.1"));
    assertThat(BootArguments.of(Map.of("http", "80"), network).words())
        .containsExactly("--http=80", "--ipv4=10.0.0.2/24", "--ipv4-gateway=10.0.0.1");
  }

  @Test
  void keepsValuesUnchanged() throws Exception {
    assertThat(words(Map.of("hello", "say \"hi\" \\o/")))
        .containsExactly("--hello=say \"hi\" \\o/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http", "-l", "", "a b", "a=b"})
  void rejectsInvalidNames(String name) {
    assertThatThrownBy(() -> words(Map.of(name, "1")))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<bootArguments> contains '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "\u0000", "\u007f"})
  void rejectsControlCharacters(String value) {
    assertThatThrownBy(() -> words(Map.of("hello", value)))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("The boot argument hello");
  }

  @Test
  void rejectsConflictingAddresses() throws Exception {
    Network network = Network.of(Optional.of("10.0.0.2/24"), Optional.empty());
    assertThatThrownBy(() -> BootArguments.of(Map.of("ipv4", "10.0.0.3/24"), network))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("10.0.0.3/24");
    assertThat(BootArguments.of(Map.of("ipv4", "10.0.0.2/24"), network).words())
        .containsExactly("--ipv4=10.0.0.2/24");
  }

  private static List<String> words(Map<String, String> arguments) throws MirageException {
    return BootArguments.of(arguments, UnikernelProject.DHCP).words();
  }
}
