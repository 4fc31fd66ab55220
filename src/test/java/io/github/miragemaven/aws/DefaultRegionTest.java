package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The region of a goal without one, where the AWS CLI would look for it. */
class DefaultRegionTest {

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir Path directory;
  private Path config;

  @BeforeEach
  void write() throws Exception {
    config = directory.resolve("config");
    Files.writeString(
        config,
        """
        [default]
        region = eu-west-1
        [profile blog]
        output = json
        region = eu-north-1
        """);
    System.setProperty("aws.configFile", config.toString());
    System.setProperty("aws.sharedCredentialsFile", directory.resolve("none").toString());
  }

  @AfterEach
  void restore() {
    System.clearProperty("aws.configFile");
    System.clearProperty("aws.sharedCredentialsFile");
  }

  @Test
  void isFirstTheOneOfTheEnvironment() throws Exception {
    assertThat(DefaultRegion.find(Optional.empty(), Map.of("AWS_DEFAULT_REGION", "us-east-2")))
        .contains(new DefaultRegion("us-east-2", "AWS_DEFAULT_REGION"));
    assertThat(
            DefaultRegion.find(
                Optional.of("blog"),
                Map.of("AWS_REGION", "us-east-1", "AWS_DEFAULT_REGION", "us-east-2")))
        .contains(new DefaultRegion("us-east-1", "AWS_REGION"));
  }

  @Test
  void isThenTheOneOfTheProfile() throws Exception {
    assertThat(DefaultRegion.find(Optional.empty(), Map.of("AWS_REGION", " ")))
        .contains(
            new DefaultRegion("eu-west-1", "the AWS profile default, " + config + ", line 2"));
    assertThat(DefaultRegion.find(Optional.of("blog"), NOTHING))
        .contains(new DefaultRegion("eu-north-1", "the AWS profile blog, " + config + ", line 5"));
  }

  @Test
  void isTheOneOfTheProfileThatTheEnvironmentNames() throws Exception {
    assertThat(DefaultRegion.find(Optional.empty(), Map.of("AWS_PROFILE", "blog")))
        .hasValueSatisfying(region -> assertThat(region.name()).isEqualTo("eu-north-1"));
    assertThat(ChosenProfile.of(Optional.empty(), Map.of("AWS_PROFILE", "blog")))
        .isEqualTo(new ChosenProfile("blog", Optional.of("AWS_PROFILE")));
    assertThat(ChosenProfile.of(Optional.empty(), Map.of("AWS_DEFAULT_PROFILE", "blog")))
        .isEqualTo(new ChosenProfile("blog", Optional.of("AWS_DEFAULT_PROFILE")));
  }

  @Test
  void isMissingWithoutAny() throws Exception {
    Files.delete(config);
    assertThat(DefaultRegion.find(Optional.empty(), NOTHING)).isEmpty();
  }
}
