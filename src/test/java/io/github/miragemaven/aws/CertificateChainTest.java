package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.local.tls.TestChain;
import io.github.miragemaven.tools.Slow;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls over TLS with certificates issued by a CA, as AWS's are. */
@Slow
class CertificateChainTest {

  private static final String ACCOUNT = "111111111111";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  @TempDir Path directory;

  @AfterEach
  void restoreTrustStore() {
    System.clearProperty(TRUST_STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void acceptsCertificateIssuedByTheRoot(String algorithm) throws Exception {
    assertThat(account(TestChain.of(algorithm))).isEqualTo(ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void acceptsCertificateIssuedByAnIntermediate(String algorithm) throws Exception {
    assertThat(account(TestChain.withIntermediate(algorithm))).isEqualTo(ACCOUNT);
  }

  @Test
  void rejectsExpiredCertificate() throws Exception {
    TestChain chain = TestChain.expired();

    assertThat(failure(chain, chain))
        .hasMessageContaining("not trusted")
        .hasMessageContaining("clock");
  }

  @Test
  void rejectsCertificateForAnotherHost() throws Exception {
    TestChain chain = TestChain.forHost("ec2.example.com");

    assertThat(failure(chain, chain))
        .hasMessageContaining("not trusted")
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void rejectsCertificateOfAnUnknownAuthority() throws Exception {
    assertThat(failure(TestChain.of("EC"), TestChain.of("EC")))
        .hasMessageContaining("not trusted")
        .hasMessageContaining(TRUST_STORE);
  }

  private String account(TestChain chain) throws Exception {
    trust(chain);
    try (StsServer server = StsServer.of(ACCOUNT, chain.serverContext());
        AwsRegion region = region(server.at("127.0.0.1"))) {
      return region.sts().getCallerIdentity().account();
    }
  }

  private FailureException failure(TestChain presented, TestChain trusted) throws Exception {
    trust(trusted);
    try (StsServer server = StsServer.of(ACCOUNT, presented.serverContext());
        AwsRegion region = region(server.at("127.0.0.1"))) {
      SdkException failure =
          catchThrowableOfType(SdkException.class, () -> region.sts().getCallerIdentity());
      assertThat(Retryability.of(failure)).isEqualTo(Retryability.PERMANENT);
      assertThat(server.keys()).isEmpty();
      FailureException explained = Explanation.of("us-west-2", failure);
      assertThat(explained).isInstanceOf(EnvironmentFailureException.class);
      assertThat(explained.getMessage().lines()).hasSizeLessThanOrEqualTo(3);
      return explained;
    }
  }

  private void trust(TestChain chain) throws Exception {
    System.setProperty(
        TRUST_STORE, chain.writeTrustStore(directory.resolve("trust.jks")).toString());
  }

  private AwsRegion region(URI endpoint) throws FailureException {
    return new Aws(
            new AwsSettings(
                Optional.of(new AccessKey("AKIDEXAMPLE", "secret", Optional.empty())),
                Optional.empty(),
                Optional.of(endpoint),
                Optional.empty(),
                1,
                directory))
        .region("us-west-2");
  }
}
