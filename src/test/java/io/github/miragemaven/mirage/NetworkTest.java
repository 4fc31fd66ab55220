package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @Test
  void usesDhcpWithoutAddress() throws Exception {
    assertThat(Network.of(Optional.empty(), Optional.empty())).isEqualTo(UnikernelProject.DHCP);
    assertThat(UnikernelProject.DHCP.bootArguments()).isEmpty();
  }

  @Test
  void fixedAddressIsABootArgument() throws Exception {
    assertThat(Network.of(Optional.of("10.0.0.2/24"), Optional.of("10.0.0.1")).bootArguments())
        .containsEntry("ipv4", "10.0.0.2/24")
        .containsEntry("ipv4-gateway", "10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.2", "10.0.0.2/33", "10.0.0.256/24", "10.0.0/24", "/24", "a/b", ""})
  void rejectsInvalidAddress(String address) {
    assertThatThrownBy(() -> Network.of(Optional.of(address), Optional.empty()))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<ipv4> is '" + address + "'");
  }

  @Test
  void rejectsInvalidGatewayAndGatewayWithoutAddress() {
    assertThatThrownBy(() -> Network.of(Optional.of("10.0.0.2/24"), Optional.of("router")))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<ipv4Gateway> is 'router'");
    assertThatThrownBy(() -> Network.of(Optional.empty(), Optional.of("10.0.0.1")))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<ipv4> is not set");
  }
}
