package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "public, public, 22",
    "private:2222, private, 2222",
    "build.example.com, build.example.com, 22",
    "10.0.0.9:2222, 10.0.0.9, 2222",
    "fd00::10, fd00::10, 22",
    "[fd00::10], fd00::10, 22",
    "[fd00::10]:2222, fd00::10, 2222"
  })
  void readsHostAndPort(String text, String host, int port) {
    assertThat(HostAddress.parse(text)).isEqualTo(new HostAddress(host, port));
  }
}
