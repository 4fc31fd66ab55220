package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The AWS configuration files, {@code ~/.aws/credentials} and {@code ~/.aws/config}, with the lines
 * of their settings for messages.
 */
final class ConfigFiles {

  private static final Pattern ERROR = Pattern.compile("(.*) on line (\\d+).*");

  private static final List<String> KEYS =
      List.of(
          ProfileProperty.AWS_ACCESS_KEY_ID,
          ProfileProperty.AWS_SECRET_ACCESS_KEY,
          ProfileProperty.AWS_SESSION_TOKEN);

  private final ProfileFile profiles;
  private final Map<Path, List<String>> lines;

  private ConfigFiles(ProfileFile profiles, Map<Path, List<String>> lines) {
    this.profiles = profiles;
    this.lines = lines;
  }

  /** Returns configuration without a profile. */
  static ConfigFiles none() {
    return new ConfigFiles(ProfileFile.aggregator().build(), Map.of());
  }

  /**
   * Reads the files that exist.
   *
   * @throws UserFailureException if one is malformed; names the file and the line
   */
  static ConfigFiles read() throws FailureException {
    ProfileFile.Aggregator profiles = ProfileFile.aggregator();
    Map<Path, List<String>> lines = new LinkedHashMap<>();
    Optional<Path> credentials = ProfileFileLocation.credentialsFileLocation();
    if (credentials.isPresent()) {
      profiles.addFile(parse(credentials.get(), ProfileFile.Type.CREDENTIALS, lines));
    }
    Optional<Path> configuration = ProfileFileLocation.configurationFileLocation();
    if (configuration.isPresent()) {
      profiles.addFile(parse(configuration.get(), ProfileFile.Type.CONFIGURATION, lines));
    }
    return new ConfigFiles(withSeparateKeys(profiles.build()), lines);
  }

  /**
   * Moves the keys of a profile that is its own {@code source_profile} to a second profile. The AWS
   * CLI takes the role's source from such a profile, but the SDK rejects it.
   */
  private static ProfileFile withSeparateKeys(ProfileFile profiles) {
    StringBuilder separate = new StringBuilder();
    for (Profile profile : profiles.profiles().values()) {
      String name = profile.name();
      if (profile.property(ProfileProperty.SOURCE_PROFILE).filter(name::equals).isPresent()
          && profile.property(ProfileProperty.AWS_ACCESS_KEY_ID).isPresent()) {
        String keys = name + "-keys";
        separate.append(
            "[profile %s]%nsource_profile = %s%n[profile %2$s]%n".formatted(name, keys));
        for (String setting : KEYS) {
          profile
              .property(setting)
              .ifPresent(value -> separate.append("%s = %s%n".formatted(setting, value)));
        }
      }
    }
    return ProfileFile.aggregator()
        .addFile(
            ProfileFile.builder()
                .content(separate.toString())
                .type(ProfileFile.Type.CONFIGURATION)
                .build())
        .addFile(profiles)
        .build();
  }

  private static ProfileFile parse(Path file, ProfileFile.Type type, Map<Path, List<String>> lines)
      throws FailureException {
    String content;
    try {
      content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentFailureException("Cannot read the AWS configuration file " + file, e);
    }
    lines.put(file, content.lines().toList());
    try {
      return ProfileFile.builder().content(content).type(type).build();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      Matcher error = ERROR.matcher(String.valueOf(e.getMessage()));
      // The SDK's parser fails at a line with nothing but a bracket.
      int line =
          error.matches() ? Integer.parseInt(error.group(2)) : lines.get(file).indexOf("[") + 1;
      throw new UserFailureException(
          "The AWS configuration file %s is malformed in line %d: %s.%nCorrect that line. A profile starts with %s, and each setting has the form name = value."
              .formatted(
                  file,
                  line,
                  error.matches() ? error.group(1) : "the bracket is not closed",
                  type == ProfileFile.Type.CREDENTIALS ? "[name]" : "[profile name]"),
          e);
    }
  }

  /** Returns the contents of both files. */
  ProfileFile profiles() {
    return profiles;
  }

  /** Finds a profile. */
  Optional<Profile> profile(String name) {
    return profiles.profile(name);
  }

  /** Returns the file and the line of a profile's setting. */
  String place(String profile, String setting) {
    for (Map.Entry<Path, List<String>> file : lines.entrySet()) {
      boolean inProfile = false;
      for (int i = 0; i < file.getValue().size(); i++) {
        String line = file.getValue().get(i);
        if (line.startsWith("[")) {
          inProfile = profile.equals(line.replaceAll("^\\[\\s*(profile\\s)?|].*", "").strip());
        } else if (inProfile && line.split("=", 2)[0].strip().equals(setting)) {
          return "%s, line %d".formatted(file.getKey(), i + 1);
        }
      }
    }
    return toString();
  }

  /** Returns the names of the files. */
  @Override
  public String toString() {
    return "%s and %s"
        .formatted(
            ProfileFileLocation.configurationFilePath(), ProfileFileLocation.credentialsFilePath());
  }
}
