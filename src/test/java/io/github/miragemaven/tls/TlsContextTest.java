package io.github.miragemaven.tls;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

class TlsContextTest {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"},
      disabledReason = "Conscrypt has native code for some machines only")
  @EnabledForJreRange(max = JRE.JAVA_23)
  void isNativeOnLinux() {
    assertThat(TlsContext.isNative()).isTrue();
    assertThat(TlsContext.client(new KeyManager[0], new TrustManager[0]).getProvider().getName())
        .isEqualTo("Conscrypt");
  }
}
