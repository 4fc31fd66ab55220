package io.github.miragemaven.instance.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  @Test
  void readsPortsAndRanges() throws Exception {
    assertThat(Ports.parse("ports", "443, 22,8000-8002,22").numbers())
        .containsExactly(22, 443, 8000, 8001, 8002);
    assertThat(Ports.parse("ports", "1-65535").without(80).text()).isEqualTo("1-79,81-65535");
  }

  @Property
  void rangesCoverExactlyThePorts(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 99) Integer> some) {
    Ports ports = new Ports(some);
    assertThat(ports.ranges())
        .flatExtracting(
            range -> IntStream.rangeClosed(range.first(), range.last()).boxed().toList())
        .containsExactlyElementsOf(ports.numbers());
  }

  @Property
  void parsesItsOwnText(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 99) Integer> some)
      throws Exception {
    Ports ports = new Ports(some);
    assertThat(Ports.parse("ports", ports.text())).isEqualTo(ports);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "20-10", "ssh", "22,", "-22", "1-2-3", "99999999999"})
  void refusesInvalidPorts(String text) {
    assertThatThrownBy(() -> Ports.parse("mirage.verify.closedPorts", text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("mirage.verify.closedPorts is \"" + text + "\"");
  }
}
