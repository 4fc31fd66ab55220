package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class TransienceTest {

  @ParameterizedTest
  @CsvSource({
    "RequestThrottledException, 400, THROTTLED",
    "RequestLimitExceeded, 503, THROTTLED",
    "ConcurrentLimitExceededException, 400, THROTTLED",
    "Whatever, 429, THROTTLED",
    "InternalServerException, 500, PASSING",
    "InternalError, 502, PASSING",
    "ResourceNotFoundException, 404, NOT_YET",
    "InvalidSnapshot.NotFound, 400, NOT_YET",
    "AccessDeniedException, 403, FINAL",
    "UnauthorizedOperation, 403, FINAL",
    "ValidationException, 400, FINAL",
    "ServiceQuotaExceededException, 402, FINAL",
    "ConflictException, 409, FINAL",
    "ExpiredTokenException, 403, FINAL"
  })
  void isToldByTheCodeOrTheStatus(String code, int status, Transience expected) {
    assertThat(Transience.of(Failures.ebs(code, status))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "The snapshot 'snap-1' does not exist, NOT_YET",
    "Failed to read block data, PASSING",
    "Invalid checksum, FINAL"
  })
  void validationErrorsAreToldByWhatTheySay(String message, Transience expected) {
    assertThat(Transience.of(Failures.ebs("ValidationException", 400, message)))
        .isEqualTo(expected);
  }

  @Test
  void lostConnectionMayPass() {
    assertThat(Transience.of(Failures.unanswered(new SocketException("Connection reset"))))
        .isEqualTo(Transience.PASSING);
    assertThat(Transience.of(Failures.unanswered(new UnknownHostException("ebs"))))
        .isEqualTo(Transience.PASSING);
    assertThat(Transience.of(new IOException("reset"))).isEqualTo(Transience.PASSING);
    assertThat(Transience.of(new WrongAnswerException("other"))).isEqualTo(Transience.PASSING);
  }

  @Test
  void strangersAndMissingCredentialsDoNotPass() {
    assertThat(Transience.of(Failures.unanswered(new SSLHandshakeException("PKIX"))))
        .isEqualTo(Transience.FINAL);
    assertThat(Transience.of(Failures.unanswered(new ProtocolException("SMTP"))))
        .isEqualTo(Transience.FINAL);
    assertThat(Transience.of(SdkClientException.create("Unable to load credentials")))
        .isEqualTo(Transience.FINAL);
  }
}
