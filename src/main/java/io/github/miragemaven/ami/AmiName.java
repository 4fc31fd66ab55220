package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.Sha256;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of AMIs. Only what the user has set is refused: a version such as {@code 1.0+build.5},
 * whose characters EC2 does not accept, is transliterated, and a default name that is too long is
 * shortened. Both then have a digest of the original, so that different projects keep different
 * names.
 *
 * @param template the name, with the placeholders {@code {artifactId}}, {@code {version}} and
 *     {@code {digest}}, a digest of the image and the settings, which makes the name unique
 */
public record AmiName(String template) {

  /** The default template. */
  public static final String DEFAULT = "{artifactId}-{version}-{digest}";

  private static final String DIGEST = "digest";
  private static final int DIGEST_LENGTH = 12;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

  /** A valid name (Amazon EC2 API Reference, RegisterImage, Name). */
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9()\\[\\] ./'@_-]{3,128}");

  private static final int MAX_LENGTH = 128;
  private static final Pattern INVALID = Pattern.compile("[^A-Za-z0-9()\\[\\] ./'@_-]+");
  private static final int ORIGINAL_DIGEST_LENGTH = 8;

  /** Returns the template with all placeholders but the digest replaced. */
  String withoutDigest(Project project) throws UserFailureException {
    return replacePlaceholders(
        Map.of(
            "artifactId",
            acceptable(project.artifactId()),
            "version",
            acceptable(project.version()),
            DIGEST,
            "{" + DIGEST + "}"));
  }

  /**
   * Returns the name for a project.
   *
   * @param digest hexadecimal digits, of which the name contains the first {@value #DIGEST_LENGTH}
   */
  String of(Project project, String digest) throws UserFailureException {
    String placeholder = "{" + DIGEST + "}";
    String shortDigest = digest.substring(0, DIGEST_LENGTH);
    String withoutDigest = withoutDigest(project);
    String name = withoutDigest.replace(placeholder, shortDigest);
    if (template.equals(DEFAULT) && name.length() > MAX_LENGTH) {
      String original = withoutDigest.replace("-" + placeholder, "");
      int room = MAX_LENGTH - ORIGINAL_DIGEST_LENGTH - DIGEST_LENGTH - 2;
      return marked(original.substring(0, room), original) + "-" + shortDigest;
    }
    if (!VALID.matcher(name).matches()) {
      throw new UserFailureException(
          "The AMI's name would be \"%s\", which EC2 does not accept.%nSet <amiName> (-Dmirage.amiName=...) to 3 to 128 characters of A-Z a-z 0-9 ()[] ./-'@_ and spaces."
              .formatted(name));
    }
    return name;
  }

  private static String acceptable(String value) {
    return INVALID.matcher(value).find()
        ? marked(INVALID.matcher(Ascii.of(value, "-")).replaceAll("-"), value)
        : value;
  }

  /** Appends a digest of the original to what is left of it. */
  private static String marked(String rest, String original) {
    return rest + "-" + Sha256.of(original).hex().substring(0, ORIGINAL_DIGEST_LENGTH);
  }

  private String replacePlaceholders(Map<String, String> values) throws UserFailureException {
    StringBuilder name = new StringBuilder();
    Matcher part = PLACEHOLDER.matcher(template);
    while (part.find()) {
      String value = values.get(part.group(1));
      if (value == null) {
        throw new UserFailureException(
            "mirage.amiName contains %s, which is not a placeholder.%nUse {artifactId}, {version} and {digest}."
                .formatted(part.group()));
      }
      part.appendReplacement(name, Matcher.quoteReplacement(value));
    }
    return part.appendTail(name).toString();
  }
}
