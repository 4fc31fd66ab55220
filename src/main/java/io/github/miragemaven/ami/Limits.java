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
 * What AWS takes in descriptions, tags, names of parameters and dates. Settings that go beyond it
 * would be refused when the image has been sent already, so they are refused here.
 */
final class Limits {

  /** Of characters (Amazon EC2 API Reference, RegisterImage; EBS direct APIs, StartSnapshot). */
  private static final int DESCRIPTION = 255;

  /**
   * Of characters of a tag's key and value, and of tags (Amazon EC2 User Guide, "Tag
   * restrictions").
   */
  private static final int TAG_KEY = 128;

  private static final int TAG_VALUE = 256;
  private static final int TAGS = 50;

  /** The most that a snapshot gets of ours, its {@code Name} counted. */
  private static final int OWN_TAGS = 11;

  private static final String OWN_PREFIX = "mirage:";
  private static final String AWS_PREFIX = "aws:";
  private static final String NAME = "Name";

  /** Of characters of a parameter's ARN, and of its levels (Systems Manager, PutParameter). */
  private static final int PARAMETER_ARN = 1011;

  private static final int PARAMETER_LEVELS = 15;

  /** In years (Amazon EC2 API Reference, EnableImageDeprecation). */
  private static final int DEPRECATION = 10;

  private static final int PUBLIC_DEPRECATION = 2;

  /** An upload may take so long, and its AMI has to be there before it is deprecated. */
  private static final Duration SOON = Duration.ofHours(1);

  private Limits() {}

  /** Looks at all settings that are the same in every region. */
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
          "The AMI's description would be \"%s\".%nAWS takes at most %d characters, all of them ASCII; this one has %d%s.%nSet <amiDescription> (-Dmirage.amiDescription=...), without which it is the project's <name>."
              .formatted(
                  shortened(description),
                  DESCRIPTION,
                  length(description),
                  ascii ? "" : ", some of which are not"));
    }
  }

  private static void requireTags(Map<String, String> tags) throws UserFailureException {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      Optional<String> flaw = flaw(tag.getKey(), tag.getValue());
      if (flaw.isPresent()) {
        throw new UserFailureException(
            "The tag \"%s\" with the value \"%s\" cannot be set:%n%s.%nChange it in <tags> (-Dmirage.tag.NAME=VALUE)."
                .formatted(shortened(tag.getKey()), shortened(tag.getValue()), flaw.get()));
      }
    }
    int all = tags.size() + OWN_TAGS - (tags.containsKey(NAME) ? 1 : 0);
    if (all > TAGS) {
      throw new UserFailureException(
          "The %d tags of <tags> are too many: a snapshot would have %d.%nAWS takes %d, of which the plugin's own are up to %d.%nLeave out %d of them (-Dmirage.tag.NAME=VALUE sets one too)."
              .formatted(tags.size(), all, TAGS, OWN_TAGS, all - TAGS));
    }
  }

  private static Optional<String> flaw(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("a key must not be empty");
    }
    if (length(key) > TAG_KEY) {
      return Optional.of(
          "its key has %d characters, and AWS takes %d".formatted(length(key), TAG_KEY));
    }
    if (length(value) > TAG_VALUE) {
      return Optional.of(
          "its value has %d characters, and AWS takes %d".formatted(length(value), TAG_VALUE));
    }
    if (key.toLowerCase(Locale.ROOT).startsWith(AWS_PREFIX)) {
      return Optional.of("keys that start with aws: are AWS's own");
    }
    return key.startsWith(OWN_PREFIX)
        ? Optional.of(
            "keys that start with mirage: are the plugin's own, by which it finds its AMIs")
        : Optional.empty();
  }

  private static void requireParameter(String name, String region) throws UserFailureException {
    Optional<String> flaw = flawOfParameter(name, region);
    if (flaw.isPresent()) {
      throw new UserFailureException(
          "mirage.ssmParameter is \"%s\", which Systems Manager does not take:%n%s.%nSet <ssmParameter> (-Dmirage.ssmParameter=...) to a name such as /blog/ami."
              .formatted(shortened(name), flaw.get()));
    }
  }

  private static Optional<String> flawOfParameter(String name, String region) {
    if (!name.matches("[A-Za-z0-9_./-]+")) {
      return Optional.of("only A-Z a-z 0-9 _ . - and / can be in it");
    }
    if (name.contains("//")
        || name.endsWith("/")
        || (name.indexOf('/') > 0 && name.charAt(0) != '/')) {
      return Optional.of("with levels in it, it starts with a / and has a name behind each");
    }
    if (name.matches("(?i)/?(aws|ssm).*")) {
      return Optional.of("names that start with aws or ssm are AWS's own");
    }
    int levels = List.of(name.replaceFirst("^/", "").split("/")).size();
    if (levels > PARAMETER_LEVELS) {
      return Optional.of("it has %d levels, and may have %d".formatted(levels, PARAMETER_LEVELS));
    }
    int most = PARAMETER_ARN - arn(region).length();
    return name.length() > most
        ? Optional.of(
            "it has %d characters, and in %s may have %d".formatted(name.length(), region, most))
        : Optional.empty();
  }

  /** What stands before a parameter's name in its ARN. */
  private static String arn(String region) {
    return "arn:%s:ssm:%s:123456789012:parameter/"
        .formatted(PartitionMetadata.of(Region.of(region)).id(), region);
  }

  /**
   * Looks at the date of an AMI's deprecation. One that lies behind is no obstacle to an AMI that
   * is there already, if it is deprecated since then, or if it has reached an age.
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
    if (!hasAged && when.isBefore(now.plus(SOON))) {
      throw refused(wanted, "that is %s, which is over before the AMI is there".formatted(when));
    }
    boolean isPublic = settings.launchPermissions().contains(LaunchPermission.PUBLIC);
    int years = isPublic ? PUBLIC_DEPRECATION : DEPRECATION;
    if (when.isAfter(created.atZone(ZoneOffset.UTC).plusYears(years).toInstant())) {
      throw refused(
          wanted,
          "that is %s, and %s can be deprecated %d years after it was made at the latest"
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

  /** What fits a line of the message. */
  private static String shortened(String text) {
    return length(text) <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 57)) + "...";
  }
}
