package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteAddressTest {

  @ParameterizedTest
  @CsvSource({
    "blog.example.com, , blog.example.com,",
    "203.0.113.80:8080, , 203.0.113.80, 8080",
    "https://blog.example.com, https, blog.example.com,",
    "HTTP://blog.example.com:8080/, http, blog.example.com, 8080",
    "2001:db8::80, , 2001:db8::80,",
    "'[2001:db8::80]:8080', , 2001:db8::80, 8080",
    "'https://[2001:db8::80]', https, 2001:db8::80,"
  })
  void isANameAnAddressOrAUrl(String text, String scheme, String host, Integer port)
      throws Exception {
    assertThat(SiteAddress.parse(text))
        .isEqualTo(
            new SiteAddress(
                Optional.ofNullable(scheme),
                new HostAddress(host, port == null ? OptionalInt.empty() : OptionalInt.of(port))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://blog.example.com/about/",
        "ftp://blog.example.com",
        "https://",
        "blog.example.com:http",
        "blog.example.com:70000",
        "me@blog.example.com",
        "blog example"
      })
  void refusesOtherTextAndShowsTheForms(String text) {
    assertThatThrownBy(() -> SiteAddress.parse(text))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("mirage.verify.address is \"" + text + "\".")
        .hasMessageContaining("https://blog.example.com");
  }
}
