package io.github.miragemaven.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * Finds the setting that the AWS SDK rejects. Its exceptions seldom name the setting, only its
 * value: {@code For input string: "x"}.
 */
final class SdkSettings {

  /** Settings of credentials: secret, or explained elsewhere. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i).*(secret|token|key|credential|profile|role|login|sso|region).*");

  private static final List<String> FILES = List.of("aws.configFile", "aws.sharedCredentialsFile");

  private SdkSettings() {}

  /**
   * Builds a client that needs no configuration file, even if one is malformed: the SDK parses the
   * files for every client.
   */
  static <C> C buildWithoutFiles(Supplier<C> client) {
    try {
      return client.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      synchronized (SdkSettings.class) {
        List<String> saved = FILES.stream().map(file -> System.getProperty(file, "")).toList();
        try {
          // An empty path is the working directory, which the SDK does not read.
          FILES.forEach(file -> System.setProperty(file, ""));
          return client.get();
        } finally {
          for (int i = 0; i < FILES.size(); i++) {
            if (saved.get(i).isEmpty()) {
              System.clearProperty(FILES.get(i));
            } else {
              System.setProperty(FILES.get(i), saved.get(i));
            }
          }
        }
      }
    }
  }

  /**
   * Explains a configuration error.
   *
   * @return empty if no environment variable, system property or setting of the profile is known to
   *     be the cause
   */
  static Optional<AwsConfigurationException> rejected(
      RuntimeException failure, ConfigFiles files, String profile) {
    return Retryability.causes(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .flatMap(
            message ->
                Stream.concat(
                    systemSetting(message).stream(), setting(message, files, profile).stream()))
        .findFirst()
        .map(
            setting ->
                new AwsConfigurationException(
                    "%s, which the AWS SDK does not accept.%nCorrect that setting, or remove it."
                        .formatted(setting),
                    failure));
  }

  private static Optional<String> systemSetting(String message) {
    return Arrays.stream(SdkSystemSetting.values())
        .filter(setting -> !CREDENTIALS.matcher(setting.name()).matches())
        .filter(setting -> isCause(message, setting.getNonDefaultStringValue()))
        .map(
            setting ->
                "%s is \"%s\"".formatted(origin(setting), setting.getNonDefaultStringValue().get()))
        .findFirst();
  }

  private static String origin(SystemSetting setting) {
    return System.getProperty(setting.property()) != null
        ? "The system property " + setting.property()
        : "The environment variable " + setting.environmentVariable();
  }

  private static Optional<String> setting(String message, ConfigFiles files, String profile) {
    return files.profile(profile).map(Profile::properties).orElse(Map.of()).entrySet().stream()
        .filter(setting -> !CREDENTIALS.matcher(setting.getKey()).matches())
        .filter(setting -> isCause(message, Optional.of(setting.getValue())))
        .map(
            setting ->
                "The setting %s of the AWS profile %s (%s) is \"%s\""
                    .formatted(
                        setting.getKey(),
                        profile,
                        files.place(profile, setting.getKey()),
                        setting.getValue()))
        .findFirst();
  }

  /** Tells whether a message quotes this value. */
  private static boolean isCause(String message, Optional<String> value) {
    return value
        .filter(
            text ->
                !text.matches("(?i)true|false")
                    && Pattern.compile(
                            "[\"'‘`]%s[\"'’`]|[: ]%<s\\.?$".formatted(Pattern.quote(text)))
                        .matcher(message)
                        .find())
        .isPresent();
  }
}
