package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.Sha256;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The credentials that the AWS CLI can use, and what the user reads when they do not work. */
class CredentialsTest {

  private static final String KEY =
      "{\"Version\": 1, \"AccessKeyId\": \"AKIDPROCESS\", \"SecretAccessKey\": \"hunter2\"}";

  private static final List<String> PROPERTIES =
      List.of(
          "aws.configFile",
          "aws.sharedCredentialsFile",
          "aws.disableEc2Metadata",
          "aws.loginCacheDirectory",
          "aws.profile",
          "aws.maxAttempts",
          "aws.useFipsEndpoint",
          "aws.retryMode",
          "aws.accessKeyId",
          "aws.webIdentityTokenFile",
          "aws.roleArn",
          "aws.containerCredentialsFullUri",
          "aws.endpointUrl");

  @TempDir Path directory;
  private Path config;
  private StsServer aws;

  @BeforeEach
  void start() throws Exception {
    config = directory.resolve("config");
    aws = StsServer.of("111111111111");
    System.setProperty("aws.configFile", config.toString());
    System.setProperty("aws.sharedCredentialsFile", directory.resolve("none").toString());
    System.setProperty("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void stop() {
    aws.close();
    PROPERTIES.forEach(System::clearProperty);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void comeFromAProcess() throws Exception {
    configure("[profile blog]", "credential_process = echo '%s'".formatted(KEY));
    assertThat(keyOf("blog")).isEqualTo("AKIDPROCESS");
  }

  @Test
  void comeFromALoginSession() throws Exception {
    String session = "arn:aws:iam::111111111111:user/ann";
    configure("[profile blog]", "login_session = " + session);
    System.setProperty("aws.loginCacheDirectory", directory.toString());
    Files.writeString(
        directory.resolve(Sha256.of(session).hex() + ".json"),
        """
        {"accessToken": {"accessKeyId": "AKIDLOGIN", "secretAccessKey": "s", "sessionToken": "t",
         "accountId": "111111111111", "expiresAt": "%s"},
         "clientId": "c", "refreshToken": "r", "dpopKey": "k"}
        """
            .formatted(Instant.now().plusSeconds(3600)));
    assertThat(keyOf("blog")).isEqualTo("AKIDLOGIN");
  }

  /** The AWS CLI takes the keys for the role from the same profile; the SDK sees a loop. */
  @Test
  void comeFromARoleOfAProfileThatIsItsOwnSource() throws Exception {
    configure(
        "[profile blog]",
        "region = us-west-2",
        "role_arn = arn:aws:iam::111111111111:role/deployer",
        "source_profile = blog",
        "aws_access_key_id = AKIDBLOG",
        "aws_secret_access_key = s");
    System.setProperty("aws.endpointUrl", aws.at("127.0.0.1").toString());
    call(Optional.of("blog"));
    assertThat(aws.keys()).containsExactly("AKIDBLOG", "AKIDROLE");
  }

  @Test
  void comeFromTheProfileThatTheSystemPropertyNames() throws Exception {
    configure("[profile blog]", "aws_access_key_id = AKIDBLOG", "aws_secret_access_key = s");
    System.setProperty("aws.profile", "blog");
    assertThat(call(Optional.empty())).isEqualTo("AKIDBLOG");
  }

  @Test
  void nameAMissingProfileAndTheSettingThatChoseIt() throws Exception {
    configure("[profile blog]", "[profile shop]");
    assertThat(failure("nope"))
        .hasMessageStartingWith("There is no AWS profile nope (mirage.profile) in " + config)
        .hasMessageContaining("blog, shop")
        .hasMessageContaining("aws configure --profile nope");
    System.setProperty("aws.profile", "gone");
    assertThat(failure(Optional.empty()))
        .hasMessageStartingWith("There is no AWS profile gone (-Daws.profile) in ");
  }

  @Test
  void nameAProfileWithoutCredentials() throws Exception {
    configure("[profile blog]", "region = us-west-2");
    assertThat(failure("blog"))
        .hasMessageStartingWith("There are no AWS credentials in the profile blog");
  }

  @Test
  void nameTheLineOfAMissingSourceProfile() throws Exception {
    configure("[default]", "", "[profile blog]", "role_arn = arn", "source_profile = base");
    assertThat(failure("blog"))
        .hasMessageStartingWith(
            "The AWS profile blog cannot be used: its source_profile is base, which is not a"
                + " profile.")
        .hasMessageContaining(config + ", line 5");
  }

  @Test
  void nameARoleWithoutASource() throws Exception {
    configure("[profile blog]", "role_arn = arn");
    assertThat(failure("blog"))
        .hasMessageContaining("its role_arn needs either source_profile or credential_source")
        .hasMessageContaining(config + ", line 2");
  }

  @Test
  void nameProfilesThatLeadToEachOther() throws Exception {
    configure(
        "[profile a]",
        "role_arn = arn",
        "source_profile = b",
        "[profile b]",
        "role_arn = arn",
        "source_profile = a");
    assertThat(failure("a"))
        .hasMessageContaining("profile b cannot be used: its source_profile leads back to")
        .hasMessageContaining(config + ", line 6");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nameTheProcessThatFailsAndNoneOfItsOutput() throws Exception {
    configure("[profile blog]", "credential_process = echo hunter2; echo hunter2 >&2; exit 3");
    FailureException failed = failure("blog");
    assertThat(failed)
        .hasMessageStartingWith(
            "The credential_process of the AWS profile blog failed with exit status 3 (%s, line 2)."
                .formatted(config));
    assertThat(failed).hasStackTraceContaining("exit status 3");
    assertThat(stackTrace(failed)).doesNotContain("hunter2");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nameTheProcessThatPrintsNoJsonAndNoneOfItsOutput() throws Exception {
    configure("[profile blog]", "credential_process = echo hunter2");
    FailureException failed = failure("blog");
    assertThat(failed).hasMessageContaining("did not print credentials as JSON");
    assertThat(stackTrace(failed)).doesNotContain("hunter2");
  }

  @Test
  void adviseToLogInWithoutAnSsoSession() throws Exception {
    configure(
        "[profile blog]",
        "sso_start_url = https://nobody.awsapps.com/start",
        "sso_region = us-west-2",
        "sso_account_id = 111111111111",
        "sso_role_name = Deployer",
        "[profile new]",
        "sso_session = me",
        "sso_account_id = 111111111111",
        "sso_role_name = Deployer",
        "[sso-session me]",
        "sso_region = us-west-2",
        "sso_start_url = https://nobody.awsapps.com/start");
    assertThat(failure("blog")).hasMessageContaining("aws sso login --profile blog");
    assertThat(failure("new")).hasMessageContaining("aws sso login --profile new");
  }

  @Test
  void nameAMissingSsoSession() throws Exception {
    configure(
        "[profile blog]", "sso_account_id = 1", "sso_role_name = Deployer", "sso_session = me");
    assertThat(failure("blog"))
        .hasMessageContaining("its sso_session is me, but there is no [sso-session me]")
        .hasMessageContaining(config + ", line 4");
  }

  @Test
  void adviseToLogInWithoutALoginSession() throws Exception {
    configure("[profile blog]", "login_session = arn:aws:iam::111111111111:user/nobody");
    System.setProperty("aws.loginCacheDirectory", directory.toString());
    assertThat(failure("blog")).hasMessageContaining("again: aws login --profile blog");
  }

  @Test
  void nameTheLineOfAMalformedConfiguration() throws Exception {
    configure("[default]", "region = us-west-2", "oops");
    assertThat(failure(Optional.empty()))
        .hasMessageContaining(config + " is malformed in line 3: Expected an '=' sign");
    configure("[default]", "[");
    assertThat(failure(Optional.empty()))
        .hasMessageContaining(config + " is malformed in line 2: the bracket is not closed");
  }

  @Test
  void nameTheSettingThatTheSdkDoesNotAccept() throws Exception {
    configure("[default]", "aws_access_key_id = AKID", "aws_secret_access_key = s");
    System.setProperty("aws.useFipsEndpoint", "perhaps");
    assertThat(remoteFailure())
        .hasMessageStartingWith("The system property aws.useFipsEndpoint is \"perhaps\"");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nameTheNumberOfAttemptsThatTheSdkDoesNotAccept() throws Exception {
    configure(
        "[profile blog]",
        "role_arn = arn:aws:iam::1:role/a",
        "source_profile = base",
        "[profile base]",
        "aws_access_key_id = AKID",
        "aws_secret_access_key = s");
    System.setProperty("aws.maxAttempts", "x");
    assertThat(failure("blog"))
        .hasMessageStartingWith("The system property aws.maxAttempts is \"x\"");
  }

  @Test
  void needNoNumberOfAttempts() throws Exception {
    configure("[default]", "aws_access_key_id = AKIDDEFAULT", "aws_secret_access_key = s");
    System.setProperty("aws.maxAttempts", "x");
    assertThat(call(Optional.empty())).isEqualTo("AKIDDEFAULT");
  }

  @Test
  void nameAnAccessKeyWithoutItsSecret() throws Exception {
    System.setProperty("aws.accessKeyId", "AKID");
    assertThat(failure(Optional.empty())).hasMessageContaining("AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void nameAMissingWebIdentityToken() throws Exception {
    System.setProperty("aws.webIdentityTokenFile", directory.resolve("token").toString());
    System.setProperty("aws.roleArn", "arn:aws:iam::111111111111:role/blog");
    assertThat(failure(Optional.empty())).hasMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE");
  }

  @Test
  void nameAContainerThatGivesNone() throws Exception {
    System.setProperty("aws.containerCredentialsFullUri", "http://127.0.0.1:9/role");
    assertThat(failure(Optional.empty()))
        .hasMessageContaining("although AWS_CONTAINER_CREDENTIALS_... is set");
  }

  @Test
  void areMissing() throws Exception {
    assertThat(failure(Optional.empty()))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("There are no AWS credentials for us-west-2")
        .hasMessageContaining("-Dmirage.region=local");
  }

  private void configure(String... lines) throws Exception {
    Files.write(config, List.of(lines));
  }

  private String keyOf(String profile) throws Exception {
    return call(Optional.of(profile));
  }

  private String call(Optional<String> profile) throws Exception {
    settings(profile, Optional.of(aws.at("127.0.0.1")))
        .in("us-west-2", region -> region.sts().getCallerIdentity());
    return aws.keys().get(0);
  }

  private FailureException failure(String profile) {
    return failure(Optional.of(profile));
  }

  private FailureException failure(Optional<String> profile) {
    FailureException failed = catchThrowableOfType(FailureException.class, () -> call(profile));
    assertThat(aws.keys()).isEmpty();
    assertThat(failed.getMessage().lines().count()).isLessThanOrEqualTo(3);
    return failed;
  }

  /** Calls AWS itself: the SDK reads some settings only without another endpoint. */
  private FailureException remoteFailure() {
    return catchThrowableOfType(
        FailureException.class,
        () ->
            settings(Optional.empty(), Optional.empty())
                .in("us-west-2", region -> region.sts().serviceName()));
  }

  private Aws settings(Optional<String> profile, Optional<URI> endpoint) {
    return new Aws(
        new AwsSettings(Optional.empty(), profile, endpoint, Optional.empty(), 1, directory));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
