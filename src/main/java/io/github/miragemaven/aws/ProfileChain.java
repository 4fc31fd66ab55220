package io.github.miragemaven.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * A profile, and the profiles that its {@code source_profile} settings lead to (AWS SDKs and Tools
 * Reference Guide, "Assume role credential provider").
 */
final class ProfileChain {

  private static final String SSO_SESSION = "sso_session";

  /** One of these settings makes a profile one with credentials. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          ProfileProperty.AWS_ACCESS_KEY_ID,
          ProfileProperty.CREDENTIAL_PROCESS,
          ProfileProperty.LOGIN_SESSION,
          ProfileProperty.ROLE_ARN,
          ProfileProperty.SSO_ACCOUNT_ID,
          ProfileProperty.SSO_ROLE_NAME,
          ProfileProperty.SSO_START_URL,
          SSO_SESSION);

  private final ChosenProfile chosen;
  private final ConfigFiles files;
  private final List<Profile> profiles = new ArrayList<>();

  private ProfileChain(ChosenProfile chosen, ConfigFiles files) {
    this.chosen = chosen;
    this.files = files;
  }

  /**
   * Follows the chain.
   *
   * @throws AwsConfigurationException if a profile is missing or incomplete; names the setting
   */
  static ProfileChain of(ChosenProfile chosen, ConfigFiles files) {
    ProfileChain chain = new ProfileChain(chosen, files);
    chain.follow(chosen.name());
    return chain;
  }

  /** Tells whether the profile exists, and has settings for credentials. */
  static boolean hasCredentials(String profile, ConfigFiles files) {
    return files
        .profile(profile)
        .filter(it -> it.properties().keySet().stream().anyMatch(CREDENTIALS::contains))
        .isPresent();
  }

  /** Returns the profile whose credentials come from no other profile. */
  Profile last() {
    return profiles.get(profiles.size() - 1);
  }

  /** Returns the first profile that has this setting. */
  Optional<Profile> with(String setting) {
    return profiles.stream().filter(profile -> profile.property(setting).isPresent()).findFirst();
  }

  private void follow(String name) {
    Profile profile = files.profile(name).orElseThrow(() -> missing(name));
    if (profiles.stream().anyMatch(earlier -> earlier.name().equals(name))) {
      throw wrong(last(), ProfileProperty.SOURCE_PROFILE, "leads back to the profile " + name);
    }
    profiles.add(profile);
    if (!hasCredentials(name, files)) {
      throw new AwsConfigurationException(
          "There are no AWS credentials in the profile %s%s of %s.%nAdd them: aws configure --profile %s, aws login --profile %s or aws configure sso --profile %s."
              .formatted(name, byOrigin(), files, name, name, name));
    }
    requireSession(profile);
    if (profile.property(ProfileProperty.ROLE_ARN).isEmpty() || isSso(profile)) {
      return;
    }
    Optional<String> source = profile.property(ProfileProperty.SOURCE_PROFILE);
    if (profile.property(ProfileProperty.WEB_IDENTITY_TOKEN_FILE).isPresent()) {
      return;
    }
    if (source.isPresent() == profile.property(ProfileProperty.CREDENTIAL_SOURCE).isPresent()) {
      throw wrong(
          profile,
          ProfileProperty.ROLE_ARN,
          "needs either source_profile or credential_source beside it");
    }
    if (source.isPresent()) {
      follow(source.get());
    }
  }

  private void requireSession(Profile profile) {
    Optional<String> session = profile.property(SSO_SESSION);
    if (session.isPresent()
        && files.profiles().getSection("sso-session", session.get()).isEmpty()) {
      throw wrong(
          profile,
          SSO_SESSION,
          "is %s, but there is no [sso-session %s]".formatted(session.get(), session.get()));
    }
  }

  /** Tells whether a profile has credentials of IAM Identity Center. */
  static boolean isSso(Profile profile) {
    return profile.properties().keySet().stream()
        .anyMatch(setting -> setting.equals(SSO_SESSION) || setting.startsWith("sso_"));
  }

  private AwsConfigurationException missing(String name) {
    if (!profiles.isEmpty()) {
      return wrong(
          last(), ProfileProperty.SOURCE_PROFILE, "is %s, which is not a profile".formatted(name));
    }
    return new AwsConfigurationException(
        "There is no AWS profile %s%s in %s.%n%s, or create it: aws configure --profile %s."
            .formatted(
                name,
                byOrigin(),
                files,
                files.profiles().profiles().isEmpty()
                    ? "Correct its name"
                    : "Choose one of " + String.join(", ", files.profiles().profiles().keySet()),
                name));
  }

  private String byOrigin() {
    return chosen.origin().map(" (%s)"::formatted).orElse("");
  }

  private AwsConfigurationException wrong(Profile profile, String setting, String error) {
    return new AwsConfigurationException(
        "The AWS profile %s cannot be used: its %s %s.%nCorrect the setting (%s)."
            .formatted(profile.name(), setting, error, files.place(profile.name(), setting)));
  }
}
