package io.github.miragemaven.tls;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

class TlsContextsTest {

  private static final TrustManager[] NO_ONE = new TrustManager[0];

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"},
      disabledReason = "Conscrypt has no native code for every machine")
  @EnabledForJreRange(max = JRE.JAVA_23)
  void areNativeWhereThatIsToBeHad() {
    assertThat(TlsContexts.fastest(new KeyManager[0], NO_ONE).getProvider().getName())
        .isEqualTo("Conscrypt");
  }

  @Test
  void canBeJavasOwn() {
    assertThat(TlsContexts.own(new KeyManager[0], NO_ONE).getProvider().getName())
        .isEqualTo("SunJSSE");
  }
}
