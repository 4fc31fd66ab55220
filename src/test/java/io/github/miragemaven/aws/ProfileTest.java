package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/** A profile that is set, while the SDK would also find other credentials. */
class ProfileTest {

  private static final Map<String, String> OTHER =
      Map.of("aws.accessKeyId", "AKIDOTHER", "aws.secretAccessKey", "secret");

  @TempDir Path directory;

  @BeforeEach
  void write() throws Exception {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [blog]
        aws_access_key_id = AKIDOFBLOG
        aws_secret_access_key = secret
        """);
    OTHER.forEach(System::setProperty);
    System.setProperty("aws.sharedCredentialsFile", file.toString());
    System.setProperty("aws.configFile", directory.resolve("none").toString());
  }

  @AfterEach
  void restore() {
    OTHER.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.sharedCredentialsFile");
    System.clearProperty("aws.configFile");
  }

  @Test
  void takesPrecedenceOverTheDefaultProviderChain() throws Exception {
    try (StsServer aws = StsServer.of("111111111111")) {
      call(aws, Optional.of("blog"));
      call(aws, Optional.empty());
      assertThat(aws.keys()).containsExactly("AKIDOFBLOG", "AKIDOTHER");
    }
  }

  @Test
  void isNamedWhenItsCredentialsHaveExpired() throws Exception {
    try (StsServer aws = StsServer.refusing("ExpiredToken")) {
      assertThat(explain(aws, Optional.of("blog")))
          .hasMessageContaining("credentials of the profile blog for us-west-2 have expired")
          .hasMessageContaining("aws sso login --profile blog");
      assertThat(explain(aws, Optional.empty()))
          .hasMessageContaining("The AWS credentials for us-west-2 have expired")
          .hasMessageContaining("with aws sso login, and");
    }
  }

  @Test
  void isNamedWhenItsCredentialsAreRejected() throws Exception {
    try (StsServer aws = StsServer.refusing("InvalidClientTokenId")) {
      assertThat(explain(aws, Optional.of("blog")))
          .hasMessageContaining("does not accept the credentials of the profile blog in us-west-2");
    }
  }

  private FailureException explain(StsServer aws, Optional<String> profile) {
    SdkException failure = catchThrowableOfType(SdkException.class, () -> call(aws, profile));
    return Explanation.of("us-west-2", failure);
  }

  private void call(StsServer aws, Optional<String> profile) throws Exception {
    AwsSettings settings =
        new AwsSettings(
            Optional.empty(),
            profile,
            Optional.of(aws.at("127.0.0.1")),
            Optional.empty(),
            1,
            directory);
    try (AwsRegion region = new Aws(settings).region("us-west-2")) {
      region.sts().getCallerIdentity();
    }
  }
}
