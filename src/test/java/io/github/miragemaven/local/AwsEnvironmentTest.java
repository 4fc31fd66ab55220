package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.local.tls.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The region local works in any AWS environment, even a broken one. */
class AwsEnvironmentTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("AWS_USE_FIPS_ENDPOINT", "true"),
          Map.entry("AWS_USE_DUALSTACK_ENDPOINT", "true"),
          Map.entry("AWS_PROFILE", "nope"),
          Map.entry("AWS_REGION", "us-gov-west-1"),
          Map.entry("AWS_ENDPOINT_URL", "::"),
          Map.entry("AWS_MAX_ATTEMPTS", "x"),
          Map.entry("AWS_RETRY_MODE", "x"),
          Map.entry("AWS_DEFAULTS_MODE", "x"),
          Map.entry("AWS_DISABLE_REQUEST_COMPRESSION", "x"),
          Map.entry("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "x"),
          Map.entry("AWS_ACCOUNT_ID_ENDPOINT_MODE", "x"),
          Map.entry("AWS_AUTH_SCHEME_PREFERENCE", "x"),
          Map.entry("AWS_EC2_METADATA_DISABLED", "x"),
          Map.entry("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere"),
          Map.entry("HTTPS_PROXY", "http://127.0.0.1:9"));

  @TempDir Path directory;

  @Test
  void isOfNoInfluence() throws Exception {
    TestIdentity.writeTo(directory);
    Path config = Files.writeString(directory.resolve("config"), "not a configuration");
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CallsOfEachClient.class.getName(),
                directory.toString())
            .redirectErrorStream(true);
    java.environment().putAll(ENVIRONMENT);
    java.environment().put("AWS_CONFIG_FILE", config.toString());
    Process process = java.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("account 123456789012");
  }

  /** Runs in a process with that environment. */
  static final class CallsOfEachClient {

    private CallsOfEachClient() {}

    public static void main(String[] arguments) throws Exception {
      AwsSettings settings =
          new AwsSettings(
              Optional.empty(),
              Optional.of("nope"),
              Optional.empty(),
              Optional.empty(),
              1,
              Path.of(arguments[0]));
      new Aws(settings)
          .in(
              "local",
              region -> {
                String snapshot =
                    region.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
                region.ec2().describeSnapshots(ask -> ask.snapshotIds(snapshot));
                region.kms().serviceName();
                region.ssm().serviceName();
                region.quotas().serviceName();
                region.route53().serviceName();
                region.balancers().serviceName();
                region.autoScaling().serviceName();
                System.out.println("account " + region.sts().getCallerIdentity().account());
                return snapshot;
              });
    }
  }
}
