package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The limits of AWS for descriptions, tags, parameter names and dates. They are checked before an
 * upload because AWS checks them only afterwards.
 */
final class Limits {

  /** In characters (Amazon EC2 API Reference, RegisterImage; EBS direct APIs, StartSnapshot). */
  static final int DESCRIPTION = 255;

  /**
   * The lengths of a tag's key and value, and the number of tags (Amazon EC2 User Guide, "Tag
   * restrictions").
   */
  private static final int TAG_KEY = 128;

  private static final int TAG_VALUE = 256;
  private static final int TAGS = 50;

  /** The maximum number of the plugin's tags on a snapshot, including {@code Name}. */
  private static final int OWN_TAGS = 11;

  private static final String OWN_PREFIX = "mirage:";
  private static final String AWS_PREFIX = "aws:";
  private static final String NAME = "Name";

  /** The length of a parameter's ARN, and the number of its levels (SSM, PutParameter). */
  private static final int PARAMETER_ARN = 1011;

  private static final int PARAMETER_LEVELS = 15;

  /** In years (Amazon EC2 API Reference, EnableImageDeprecation). */
  private static final int DEPRECATION = 10;

  private static final int PUBLIC_DEPRECATION = 2;

  /** The assumed maximum duration of an upload, which must end before the deprecation. */
  private static final Duration UPLOAD = Duration.ofHours(1);

  private Limits() {}

  /** Checks the settings that are the same in every region. */
  static void require(DeploySettings settings) throws UserFailureException {
    requireDescription(settings.ami().description());
    requireTags(settings.ami().tags());
    if (settings.ssmParameter().isPresent()) {
      for (String region : settings.regions()) {
        requireParameter(settings.ssmParameter().get(), region);
      }
    }
  }

  private static void requireDescription(String description) throws UserFailureException {
    boolean ascii = description.chars().allMatch(c -> c < 128);
    if (length(description) > DESCRIPTION || !ascii) {
      throw new UserFailureException(
          "The AMI's description would be \"%s\".%nAWS accepts at most %d ASCII characters; this one has %d%s.%nCorrect <amiDescription> (-Dmirage.amiDescription=...), or remove it: the default is made from the project's <name>."
              .formatted(
                  shortened(description),
                  DESCRIPTION,
                  length(description),
                  ascii ? "" : ", not all of them ASCII"));
    }
  }

  private static void requireTags(Map<String, String> tags) throws UserFailureException {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      Optional<String> error = tagError(tag.getKey(), tag.getValue());
      if (error.isPresent()) {
        throw new UserFailureException(
            "The tag \"%s\" with the value \"%s\" cannot be set:%n%s.%nChange it in <tags> (-Dmirage.tag.NAME=VALUE)."
                .formatted(shortened(tag.getKey()), shortened(tag.getValue()), error.get()));
      }
    }
    int all = tags.size() + OWN_TAGS - (tags.containsKey(NAME) ? 1 : 0);
    if (all > TAGS) {
      throw new UserFailureException(
          "The %d tags of <tags> are too many: a snapshot would have %d.%nAWS allows %d, of which the plugin needs up to %d.%nRemove %d of them (-Dmirage.tag.NAME=VALUE also sets one)."
              .formatted(tags.size(), all, TAGS, OWN_TAGS, all - TAGS));
    }
  }

  private static Optional<String> tagError(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("a key must not be empty");
    }
    if (length(key) > TAG_KEY) {
      return Optional.of(
          "its key has %d characters, but the limit is %d".formatted(length(key), TAG_KEY));
    }
    if (length(value) > TAG_VALUE) {
      return Optional.of(
          "its value has %d characters, but the limit is %d".formatted(length(value), TAG_VALUE));
    }
    if (key.toLowerCase(Locale.ROOT).startsWith(AWS_PREFIX)) {
      return Optional.of("keys that start with aws: are reserved for AWS");
    }
    return key.startsWith(OWN_PREFIX)
        ? Optional.of("keys that start with mirage: are reserved for the plugin")
        : Optional.empty();
  }

  private static void requireParameter(String name, String region) throws UserFailureException {
    Optional<String> error = parameterError(name, region);
    if (error.isPresent()) {
      throw new UserFailureException(
          "mirage.ssmParameter is \"%s\", which Systems Manager does not accept:%n%s.%nSet <ssmParameter> (-Dmirage.ssmParameter=...) to a name such as /blog/ami."
              .formatted(shortened(name), error.get()));
    }
  }

  private static Optional<String> parameterError(String name, String region) {
    if (!name.matches("[A-Za-z0-9_./-]+")) {
      return Optional.of("it may contain only A-Z a-z 0-9 _ . - and /");
    }
    if (name.contains("//")
        || name.endsWith("/")
        || (name.indexOf('/') > 0 && name.charAt(0) != '/')) {
      return Optional.of("a name with levels starts with a / and has a name after each");
    }
    if (name.matches("(?i)/?(aws|ssm).*")) {
      return Optional.of("names that start with aws or ssm are reserved for AWS");
    }
    int levels = List.of(name.replaceFirst("^/", "").split("/")).size();
    if (levels > PARAMETER_LEVELS) {
      return Optional.of(
          "it has %d levels, but the limit is %d".formatted(levels, PARAMETER_LEVELS));
    }
    int most = PARAMETER_ARN - arnPrefix(region).length();
    return name.length() > most
        ? Optional.of(
            "it has %d characters, but in %s the limit is %d"
                .formatted(name.length(), region, most))
        : Optional.empty();
  }

  /** Returns the prefix of a parameter's ARN. */
  private static String arnPrefix(String region) {
    return "arn:%s:ssm:%s:123456789012:parameter/"
        .formatted(PartitionMetadata.of(Region.of(region)).id(), region);
  }

  /**
   * Checks the time of an AMI's deprecation. It may be past for an existing AMI that was deprecated
   * then or that has reached its age.
   */
  static void requireDeprecation(AmiSettings settings, Optional<Ami> existing, Instant now)
      throws UserFailureException {
    if (settings.deprecation().isEmpty()) {
      return;
    }
    Deprecation wanted = settings.deprecation().get();
    Instant created = existing.map(Ami::created).orElse(now);
    Instant when = wanted.of(created);
    if (existing.flatMap(Ami::deprecation).equals(Optional.of(when))) {
      return;
    }
    boolean hasAged = existing.isPresent() && wanted.isAge();
    if (!hasAged && when.isBefore(now.plus(UPLOAD))) {
      throw refused(wanted, "that is %s, before the AMI will be available".formatted(when));
    }
    boolean isPublic = settings.launchPermissions().contains(LaunchPermission.PUBLIC);
    int years = isPublic ? PUBLIC_DEPRECATION : DEPRECATION;
    if (when.isAfter(created.atZone(ZoneOffset.UTC).plusYears(years).toInstant())) {
      throw refused(
          wanted,
          "that is %s, but %s must be deprecated within %d years of its creation"
              .formatted(when, isPublic ? "a public AMI" : "an AMI", years));
    }
  }

  private static UserFailureException refused(Deprecation wanted, String why) {
    return new UserFailureException(
        "mirage.deprecateAfter is %s:%n%s.%nSet <deprecateAfter> (-Dmirage.deprecateAfter=P90D) to another period or date."
            .formatted(wanted.text(), why));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Shortens a text to fit a line of the message. */
  private static String shortened(String text) {
    return length(text) <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 57)) + "...";
  }
}
