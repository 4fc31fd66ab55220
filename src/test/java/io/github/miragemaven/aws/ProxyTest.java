package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  private static final String DIRECT = "111111111111";
  private static final String PROXY = "222222222222";

  private StsServer direct;
  private StsServer proxy;

  @BeforeEach
  void start() throws Exception {
    direct = StsServer.of(DIRECT);
    proxy = StsServer.of(PROXY);
  }

  @AfterEach
  void stop() {
    direct.close();
    proxy.close();
  }

  @Test
  void isUsedByDefault() throws Exception {
    assertThat(answeredBy()).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost", "LOCAL*", "*host", "*calh*", "*", "l*l*t", "*localhost"})
  void isBypassedForMatchingHosts(String host) throws Exception {
    assertThat(answeredBy("internal.example", host)).isEqualTo(DIRECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "*.localhost", "localhos.", "host", "localhost*t", "[a-z]*"})
  void isUsedForOtherHosts(String host) throws Exception {
    assertThat(answeredBy(host)).isEqualTo(PROXY);
  }

  /** Returns the account of the server that receives the call. */
  private String answeredBy(String... nonProxyHosts) throws Exception {
    Aws aws =
        new Aws(
            new AwsSettings(
                Optional.of(new AccessKey("AKIDEXAMPLE", "secret", Optional.empty())),
                Optional.empty(),
                Optional.of(direct.at("localhost")),
                Optional.of(
                    new ProxySettings(
                        proxy.at("127.0.0.1"),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(nonProxyHosts))),
                1,
                Path.of("local")));
    try (AwsRegion region = aws.region("us-west-2")) {
      return region.sts().getCallerIdentity().account();
    }
  }
}
