package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;

class ExplanationTest {

  @Test
  void namesTheMissingPermission() {
    assertThat(
            explain(
                Failures.ebs(
                    "UnauthorizedOperation",
                    403,
                    "You are not authorized to perform this operation. User: arn:aws:iam::1:user/a"
                        + " is not authorized to perform: ec2:RegisterImage on resource: x because"
                        + " no identity-based policy allows it. Encoded authorization failure"
                        + " message: AQoDYXdz")))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith(
            "The AWS credentials lack the permission ec2:RegisterImage in eu-west-1.")
        .hasMessageContaining("iam-policy")
        .hasMessageNotContaining("AQoD");
  }

  @Test
  void explainsExpiredCredentials() {
    assertThat(explain(Failures.ebs("ExpiredTokenException", 403)))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("have expired")
        .hasMessageContaining("aws sso login");
  }

  @Test
  void suggestsToCorrectTheRegionWhenItsHostIsUnknown() {
    assertThat(explain(Failures.unanswered(new UnknownHostException("ec2.eu-wst-1.amazonaws.com"))))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith(
            "No endpoint is found for the region eu-west-1: there is no host"
                + " ec2.eu-wst-1.amazonaws.com.")
        .hasMessageContaining("Correct mirage.region")
        .hasMessageContaining("<proxy>");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2.eu-wst-1.amazonaws.com: Name or service not known, ec2.eu-wst-1.amazonaws.com",
    "Unable to resolve host ec2.eu-wst-1.amazonaws.com in hosts file none,"
        + " ec2.eu-wst-1.amazonaws.com",
    "proxy: Temporary failure in name resolution, proxy"
  })
  void namesTheUnknownHost(String message, String host) {
    assertThat(explain(Failures.unanswered(new UnknownHostException(message))))
        .hasMessageContaining("there is no host " + host + ".");
  }

  @Test
  void treatsALostConnectionAsAProblemOfTheEnvironment() {
    assertThat(explain(Failures.unanswered(new SocketException("Connection reset"))))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("Connection reset");
  }

  @Test
  void namesTheExceededQuota() {
    assertThat(explain(Failures.ebs("ServiceQuotaExceededException", 402, "Too many snapshots.")))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining(
            "A quota of the account in eu-west-1 is used up: Too many snapshots (");
  }

  @Test
  void repeatsTheMessageOfOtherErrors() {
    assertThat(explain(Failures.ebs("ValidationException", 400, "The volume is too small.")))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("The volume is too small (ValidationException).");
  }

  private static FailureException explain(SdkException failure) {
    return Explanation.of("eu-west-1", failure);
  }
}
