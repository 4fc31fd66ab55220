package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UserNetworkTest {

  @Test
  void isQemusDefaultForDhcp() throws Exception {
    UserNetwork network = UserNetwork.of(Optional.empty(), Optional.empty());
    assertThat(network.options()).isEmpty();
    assertThat(network.guest()).isEqualTo("10.0.2.15");
  }

  @Test
  void containsAStaticAddress() throws Exception {
    UserNetwork network = UserNetwork.of(Optional.of("192.168.7.2/24"), Optional.of("192.168.7.9"));
    assertThat(network.options())
        .isEqualTo(",net=192.168.7.0/24,host=192.168.7.9,dns=192.168.7.1,dhcpstart=192.168.7.3");
    assertThat(network.guest()).isEqualTo("192.168.7.2");
  }

  @Test
  void rejectsAGatewayOutsideTheNetwork() {
    assertThatThrownBy(
            () -> UserNetwork.of(Optional.of("192.168.7.2/24"), Optional.of("192.168.8.1")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The gateway 192.168.8.1 must be another address");
  }

  @Test
  void rejectsANetworkThatQemuDoesNotSupport() {
    for (String address : new String[] {"10.0.0.2/30", "10.0.0.2/32", "10.0.0.2/7"}) {
      assertThatThrownBy(() -> UserNetwork.of(Optional.of(address), Optional.empty()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("-Dmirage.run.tap");
    }
  }

  @Property
  void noTwoPartiesHaveOneAddress(
      @ForAll @IntRange(min = 8, max = 29) int prefix, @ForAll @IntRange(min = 1, max = 6) int host)
      throws Exception {
    UserNetwork network =
        UserNetwork.of(Optional.of("10.0.0." + host + "/" + prefix), Optional.empty());
    assertThat(
            Stream.of(network.options().split("[,=/]"))
                .filter(part -> part.startsWith("10.0.0.") && !part.equals("10.0.0.0")))
        .hasSize(3)
        .doesNotHaveDuplicates()
        .doesNotContain(network.guest());
  }
}
