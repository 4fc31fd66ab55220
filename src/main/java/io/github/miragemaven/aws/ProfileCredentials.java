package io.github.miragemaven.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/** The credentials of a profile: its keys, roles, SSO session, login session or process. */
final class ProfileCredentials {

  private static final Pattern EXIT_STATUS = Pattern.compile("exit value \\((\\d+)\\)");
  private static final int FORBIDDEN = 403;

  private final ChosenProfile chosen;
  private final ConfigFiles files;

  private ProfileCredentials(ChosenProfile chosen, ConfigFiles files) {
    this.chosen = chosen;
    this.files = files;
  }

  /**
   * Returns the provider of a profile.
   *
   * @param region the region of the calls, for the sign-in of a profile without one
   */
  static AwsCredentialsProvider of(
      ChosenProfile chosen, ConfigFiles files, String region, SdkHttpClient http) {
    ProfileCredentials profile = new ProfileCredentials(chosen, files);
    return new ExplainedCredentials(() -> profile.provider(region, http), profile::explain);
  }

  private AwsCredentialsProvider provider(String region, SdkHttpClient http) {
    Profile last = ProfileChain.of(chosen, files).last();
    // The SDK would look for the region of the sign-in in the default profile only.
    return isLogin(last) && last.name().equals(chosen.name())
        ? LoginCredentialsProvider.builder()
            .loginSession(last.property(ProfileProperty.LOGIN_SESSION).get())
            .signinClient(
                SigninClient.builder()
                    .region(Region.of(last.property(ProfileProperty.REGION).orElse(region)))
                    .httpClient(http)
                    .build())
            .build()
        : ProfileCredentialsProvider.builder()
            .profileFile(files.profiles())
            .profileName(chosen.name())
            .build();
  }

  /** Tells whether the SDK takes the credentials of {@code aws login} for this profile. */
  private static boolean isLogin(Profile profile) {
    return profile.property(ProfileProperty.LOGIN_SESSION).isPresent()
        && profile.property(ProfileProperty.ROLE_ARN).isEmpty()
        && !ProfileChain.isSso(profile);
  }

  private AwsConfigurationException explain(RuntimeException failure) {
    ProfileChain chain = ProfileChain.of(chosen, files);
    Profile last = chain.last();
    if (isProcess(last) && !isRefusedRole(failure)) {
      return failedProcess(last, failure);
    }
    Optional<AwsConfigurationException> setting =
        Stream.of(chosen.name(), last.name())
            .flatMap(name -> SdkSettings.rejected(failure, files, name).stream())
            .findFirst();
    if (setting.isPresent()) {
      return setting.get();
    }
    if (isRefusedRole(failure)) {
      return refusedRole(chain, failure);
    }
    if (Retryability.of(failure) == Retryability.TRANSIENT) {
      return new AwsConfigurationException(
          "The credentials of the AWS profile %s cannot be fetched: %s.%nCheck whether this machine is online, and whether it needs a proxy (-Dhttps.proxyHost=...)."
              .formatted(last.name(), Explanation.brief(failure)),
          failure);
    }
    if (ProfileChain.isSso(last)) {
      return failedSession(last, "aws sso login", failure);
    }
    return isLogin(last)
        ? failedSession(last, "aws login", failure)
        : new AwsConfigurationException(
            "The credentials of the AWS profile %s cannot be loaded: %s.%nCorrect the profile in %s."
                .formatted(last.name(), Explanation.brief(failure), files),
            failure);
  }

  private static boolean isProcess(Profile profile) {
    return profile.property(ProfileProperty.CREDENTIAL_PROCESS).isPresent()
        && profile.property(ProfileProperty.ROLE_ARN).isEmpty()
        && profile.property(ProfileProperty.LOGIN_SESSION).isEmpty()
        && !ProfileChain.isSso(profile);
  }

  /** Does not pass on the SDK's exceptions, which quote the output of the process. */
  private AwsConfigurationException failedProcess(Profile profile, RuntimeException failure) {
    Matcher status =
        EXIT_STATUS.matcher(
            Retryability.causes(failure).map(String::valueOf).reduce("", String::concat));
    return new AwsConfigurationException(
        "The credential_process of the AWS profile %s %s (%s).%nRun its command in a terminal to see why; aws configure export-credentials --profile %s --format process shows the expected form."
            .formatted(
                profile.name(),
                status.find()
                    ? "failed with exit status " + status.group(1)
                    : "did not print credentials as JSON with \"Version\": 1",
                files.place(profile.name(), ProfileProperty.CREDENTIAL_PROCESS),
                profile.name()));
  }

  private static boolean isRefusedRole(RuntimeException failure) {
    return Retryability.causes(failure).anyMatch(StsException.class::isInstance);
  }

  private AwsConfigurationException refusedRole(ProfileChain chain, RuntimeException failure) {
    Profile role = chain.with(ProfileProperty.ROLE_ARN).orElseGet(chain::last);
    String advice =
        role.property("mfa_serial").isPresent()
            ? "This plugin cannot ask for the code of its mfa_serial. Put the result of this command into the environment: aws configure export-credentials --profile %s --format env"
                .formatted(role.name())
            : "Correct role_arn, or the role's trust policy.";
    return new AwsConfigurationException(
        "The AWS profile %s may not assume its role (role_arn, %s): %s.%n%s"
            .formatted(
                role.name(),
                files.place(role.name(), ProfileProperty.ROLE_ARN),
                Explanation.brief(failure),
                advice),
        failure);
  }

  private AwsConfigurationException failedSession(
      Profile profile, String login, RuntimeException failure) {
    boolean forbidden =
        Retryability.causes(failure)
            .anyMatch(
                cause ->
                    cause instanceof AwsServiceException refused
                        && refused.statusCode() == FORBIDDEN);
    return new AwsConfigurationException(
        forbidden
            ? "The session of the AWS profile %s does not give its credentials: %s.%nCorrect the account and the role of the profile, or its permissions, or log in as another user: %s --profile %3$s."
                .formatted(profile.name(), Explanation.brief(failure), login)
            : "The AWS profile %s has no session, or it has expired.%nLog in, and run the same command again: %s --profile %s."
                .formatted(profile.name(), login, profile.name()),
        failure);
  }
}
