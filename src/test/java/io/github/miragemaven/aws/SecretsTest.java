package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void areNotInTheStringFormOfSettings() {
    AwsSettings settings =
        new AwsSettings(
            Optional.of(new AccessKey("AKIDEXAMPLE", "s3cret", Optional.of("t0ken"))),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new ProxySettings(
                    URI.create("http://proxy:3128"),
                    Optional.of("me"),
                    Optional.of("pa55word"),
                    Set.of())),
            64,
            Path.of("local"));
    assertThat(settings.toString())
        .contains("AKIDEXAMPLE")
        .doesNotContain("s3cret", "t0ken", "pa55word");
  }
}
