package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class RetryabilityTest {

  @ParameterizedTest
  @CsvSource({
    "RequestThrottledException, 400, TRANSIENT",
    "RequestLimitExceeded, 503, TRANSIENT",
    "ConcurrentLimitExceededException, 400, TRANSIENT",
    "Whatever, 429, TRANSIENT",
    "InternalServerException, 500, TRANSIENT",
    "InternalError, 502, TRANSIENT",
    "ResourceNotFoundException, 404, EVENTUAL_CONSISTENCY",
    "InvalidSnapshot.NotFound, 400, EVENTUAL_CONSISTENCY",
    "AccessDeniedException, 403, PERMANENT",
    "UnauthorizedOperation, 403, PERMANENT",
    "ValidationException, 400, PERMANENT",
    "ServiceQuotaExceededException, 402, PERMANENT",
    "ConflictException, 409, PERMANENT",
    "ExpiredTokenException, 403, PERMANENT"
  })
  void followsFromTheErrorCodeOrStatus(String code, int status, Retryability expected) {
    assertThat(Retryability.of(Failures.ebs(code, status))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "The snapshot 'snap-1' does not exist, EVENTUAL_CONSISTENCY",
    "Failed to read block data, TRANSIENT",
    "Invalid checksum, PERMANENT"
  })
  void followsFromTheMessageOfAValidationError(String message, Retryability expected) {
    assertThat(Retryability.of(Failures.ebs("ValidationException", 400, message)))
        .isEqualTo(expected);
  }

  @Test
  void lostConnectionIsTransient() {
    assertThat(Retryability.of(Failures.unanswered(new SocketException("Connection reset"))))
        .isEqualTo(Retryability.TRANSIENT);
    assertThat(Retryability.of(Failures.unanswered(new UnknownHostException("ebs"))))
        .isEqualTo(Retryability.TRANSIENT);
    assertThat(Retryability.of(new IOException("reset"))).isEqualTo(Retryability.TRANSIENT);
    assertThat(Retryability.of(new UnexpectedResponseException("other")))
        .isEqualTo(Retryability.TRANSIENT);
  }

  @Test
  void untrustedServerAndMissingCredentialsArePermanent() {
    assertThat(Retryability.of(Failures.unanswered(new SSLHandshakeException("PKIX"))))
        .isEqualTo(Retryability.PERMANENT);
    assertThat(Retryability.of(Failures.unanswered(new SSLPeerUnverifiedException("other host"))))
        .isEqualTo(Retryability.PERMANENT);
    assertThat(Retryability.of(Failures.unanswered(new ProtocolException("SMTP"))))
        .isEqualTo(Retryability.PERMANENT);
    assertThat(Retryability.of(SdkClientException.create("Unable to load credentials")))
        .isEqualTo(Retryability.PERMANENT);
  }
}
