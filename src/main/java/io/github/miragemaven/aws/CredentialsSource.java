package io.github.miragemaven.aws;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Chooses where the credentials come from, in the order of the SDK (AWS SDK for Java Developer
 * Guide, "Default credentials provider chain"). The SDK's own chain would continue after a source
 * that is configured but fails, and so hide the reason.
 */
final class CredentialsSource {

  private final ChosenProfile profile;
  private final ConfigFiles files;

  private CredentialsSource(ChosenProfile profile, ConfigFiles files) {
    this.profile = profile;
    this.files = files;
  }

  /** Returns the provider of the access key. */
  static AwsCredentialsProvider of(AccessKey key) {
    return StaticCredentialsProvider.create(
        key.sessionToken()
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(key.id(), key.secret(), token))
            .orElseGet(() -> AwsBasicCredentials.create(key.id(), key.secret())));
  }

  /** Returns the provider of the configured profile, or the first source that is configured. */
  static AwsCredentialsProvider of(
      AwsSettings settings,
      ChosenProfile profile,
      ConfigFiles files,
      String region,
      SdkHttpClient http) {
    CredentialsSource source = new CredentialsSource(profile, files);
    if (settings.profile().isPresent()) {
      return ProfileCredentials.of(profile, files, region, http);
    }
    if (isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)) {
      return source.explained(
          () ->
              AwsCredentialsProviderChain.of(
                  SystemPropertyCredentialsProvider.create(),
                  EnvironmentVariableCredentialsProvider.create()),
          reason ->
              "AWS_ACCESS_KEY_ID is set without its secret.%nSet AWS_SECRET_ACCESS_KEY too, or unset AWS_ACCESS_KEY_ID."
                  .formatted());
    }
    if (isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)) {
      return source.explained(
          WebIdentityTokenFileCredentialsProvider::create,
          reason ->
              "The role of AWS_ROLE_ARN cannot be assumed with the token of AWS_WEB_IDENTITY_TOKEN_FILE: %s.%nCorrect these environment variables, or the role's trust policy."
                  .formatted(reason));
    }
    boolean unknown = profile.origin().isPresent() && files.profile(profile.name()).isEmpty();
    if (unknown || ProfileChain.hasCredentials(profile.name(), files)) {
      return ProfileCredentials.of(profile, files, region, http);
    }
    if (isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)) {
      return source.explained(
          () -> ContainerCredentialsProvider.builder().build(),
          reason ->
              "The container gives no credentials, although AWS_CONTAINER_CREDENTIALS_... is set: %s.%nCheck the role of its task or pod."
                  .formatted(reason));
    }
    return source.explained(
        () ->
            InstanceProfileCredentialsProvider.builder()
                .profileFile(files::profiles)
                .profileName(profile.name())
                .build(),
        reason ->
            "There are no AWS credentials for %s: neither the environment, nor %s, nor an EC2 instance has any.%nLog in (aws login, aws sso login, aws configure), set -Dmirage.profile=... or -Dmirage.serverId=..., or try -Dmirage.region=local."
                .formatted(region, files));
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return setting.getNonDefaultStringValue().filter(value -> !value.isBlank()).isPresent();
  }

  private AwsCredentialsProvider explained(
      Supplier<AwsCredentialsProvider> source, UnaryOperator<String> explanation) {
    return new ExplainedCredentials(
        source,
        failure ->
            SdkSettings.rejected(failure, files, profile.name())
                .orElseGet(
                    () ->
                        new AwsConfigurationException(
                            explanation.apply(Explanation.brief(failure)), failure)));
  }
}
