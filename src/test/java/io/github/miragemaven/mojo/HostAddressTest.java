package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "public, public,",
    "private:2222, private, 2222",
    "build.example.com, build.example.com,",
    "10.0.0.9:2222, 10.0.0.9, 2222",
    "fd00::10, fd00::10,",
    "[fd00::10], fd00::10,",
    "[fd00::10]:2222, fd00::10, 2222"
  })
  void readsHostAndPort(String text, String host, Integer port) {
    assertThat(HostAddress.parse(text))
        .isEqualTo(
            new HostAddress(host, port == null ? OptionalInt.empty() : OptionalInt.of(port)));
  }
}
