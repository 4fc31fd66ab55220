package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.AccessKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends each service a request that the SDK's signer signed, and then invalid ones. */
class SignatureTest extends RegionTest {

  private RawRequest to(String service) {
    return switch (service) {
      case "ec2" -> RawRequest.describeRegions(region());
      case "sts" ->
          RawRequest.to(region(), "POST", "/", "Action=GetCallerIdentity&Version=2011-06-15");
      case "ebs" -> RawRequest.to(region(), "POST", "/snapshots", "{\"VolumeSize\":1}");
      case "ssm" ->
          RawRequest.to(region(), "POST", "/", "{\"Name\":\"a\"}")
              .with("X-Amz-Target", "AmazonSSM.GetParameter");
      default -> throw new IllegalArgumentException(service);
    };
  }

  private String refusal(RawRequest request) throws Exception {
    return request.send().refusal();
  }

  @ParameterizedTest
  @CsvSource({"ec2,200", "sts,200", "ebs,201", "ssm,ParameterNotFound 400"})
  void letsARequestInThatIsSignedWell(String service, String answer) throws Exception {
    assertThat(refusal(to(service).signed(service))).isEqualTo(answer);
  }

  @Test
  void refusesARequestThatIsNotSigned() throws Exception {
    assertThat(refusal(to("ec2"))).isEqualTo("MissingAuthenticationToken 403");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2,AuthFailure 401",
    "sts,InvalidClientTokenId 403",
    "ebs,UnrecognizedClientException 403",
    "ssm,UnrecognizedClientException 400"
  })
  void refusesAKeyThatNobodyHas(String service, String refusal) throws Exception {
    AccessKey stranger = new AccessKey("AKIAAAAAAAAAAAAAAAAA", "secret", Optional.empty());

    assertThat(refusal(to(service).signed(service, "local", stranger, Clock.systemUTC())))
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2,SignatureDoesNotMatch 403",
    "sts,SignatureDoesNotMatch 403",
    "ebs,InvalidSignatureException 403",
    "ssm,InvalidSignatureException 400"
  })
  void refusesAnotherSecretAnotherRegionAndAnotherBody(String service, String refusal)
      throws Exception {
    AccessKey wrong = new AccessKey(region().accessKey().id(), "wrong", Optional.empty());

    assertThat(refusal(to(service).signed(service, "local", wrong, Clock.systemUTC())))
        .as("secret")
        .isEqualTo(refusal);
    assertThat(
            refusal(
                to(service).signed(service, "us-east-1", region().accessKey(), Clock.systemUTC())))
        .as("region")
        .isEqualTo(refusal);
    assertThat(refusal(to(service).signed(service).withBody("{\"VolumeSize\":2}")))
        .as("body")
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2,RequestExpired 400",
    "sts,SignatureDoesNotMatch 403",
    "ebs,InvalidSignatureException 403",
    "ssm,InvalidSignatureException 400"
  })
  void refusesADateMoreThanFiveMinutesOff(String service, String refusal) throws Exception {
    assertThat(refusal(to(service).signed(service, "local", region().accessKey(), off(-6))))
        .isEqualTo(refusal);
    assertThat(refusal(to(service).signed(service, "local", region().accessKey(), off(6))))
        .isEqualTo(refusal);
    assertThat(refusal(to(service).signed(service, "local", region().accessKey(), off(-4))))
        .isNotEqualTo(refusal);
  }

  private static Clock off(int minutes) {
    return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
  }

  @Test
  void takesTheServersOwnWordForTheTime() throws Exception {
    open(settings().datingRequestsBy(off(10)));

    assertThat(refusal(to("ec2").signed("ec2"))).isEqualTo("RequestExpired 400");
    assertThat(refusal(to("ec2").signed("ec2", "local", region().accessKey(), off(9))))
        .isEqualTo("200");
  }

  @Test
  void refusesAHeaderThatWasChangedAfterwards() throws Exception {
    assertThat(refusal(to("ec2").signed("ec2").with("Host", "localhost")))
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  void refusesAnAmazonHeaderThatWasNotSigned() throws Exception {
    assertThat(refusal(to("ec2").signed("ec2").with("x-amz-extra", "1")))
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  void refusesARequestWithoutADate() throws Exception {
    assertThat(refusal(to("ec2").signed("ec2").without("X-Amz-Date")))
        .isEqualTo("IncompleteSignature 400");
  }

  @Test
  void refusesAnAuthorizationThatCannotBeRead() throws Exception {
    assertThat(refusal(to("ec2").with("Authorization", "Basic YTpi")))
        .isEqualTo("IncompleteSignature 400");
  }

  @Test
  void refusesAScopeOfAnotherDay() throws Exception {
    RawRequest request = to("ec2").signed("ec2").with("X-Amz-Date", "20200101T000000Z");

    assertThat(refusal(request)).isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  void refusesAnUnsignedBodyWhereTheServiceWantsItSigned() throws Exception {
    assertThat(refusal(to("ec2").leavingTheBodyUnsigned().signed("ec2")))
        .isEqualTo("SignatureDoesNotMatch 403");
    assertThat(refusal(to("ebs").leavingTheBodyUnsigned().signed("ebs")))
        .isEqualTo("InvalidSignatureException 403");
  }

  @Test
  void doesNotKnowAnOperationThatIsNotServed() throws Exception {
    assertThat(
            refusal(
                RawRequest.to(region(), "POST", "/", "Action=RunFast&Version=2016-11-15")
                    .signed("ec2")))
        .isEqualTo("InvalidAction 400");
    assertThat(refusal(RawRequest.to(region(), "GET", "/volumes", "").signed("ebs")))
        .isEqualTo("UnknownOperationException 403");
  }

  @Test
  void refusesAParameterThatTheOperationDoesNotHave() throws Exception {
    assertThat(
            refusal(
                RawRequest.to(
                        region(),
                        "POST",
                        "/",
                        "Action=DescribeRegions&Version=2016-11-15&Colour=red")
                    .signed("ec2")))
        .isEqualTo("UnknownParameter 400");
  }

  @Test
  void takesTemporaryCredentialsUntilTheyExpire() throws Exception {
    try (Clients fresh =
            new Clients(region(), region().temporaryCredentials(Duration.ofMinutes(15)));
        Clients expired =
            new Clients(region(), region().temporaryCredentials(Duration.ofSeconds(-1)))) {
      assertThat(fresh.sts().getCallerIdentity().account()).isEqualTo("123456789012");
      assertThat(refusal(() -> expired.sts().getCallerIdentity())).isEqualTo("ExpiredToken 403");
      assertThat(refusal(() -> expired.ec2().describeRegions())).isEqualTo("RequestExpired 400");
      assertThat(refusal(() -> expired.ebs().startSnapshot(start -> start.volumeSize(1L))))
          .isEqualTo("ExpiredTokenException 403");
    }
  }

  @Test
  void refusesTemporaryCredentialsWithoutTheirToken() throws Exception {
    AccessKey temporary = region().temporaryCredentials(Duration.ofMinutes(15));
    AccessKey stripped = new AccessKey(temporary.id(), temporary.secret(), Optional.empty());

    try (Clients clients = new Clients(region(), stripped)) {
      assertThat(refusal(() -> clients.ec2().describeRegions())).isEqualTo("AuthFailure 401");
    }
  }
}
