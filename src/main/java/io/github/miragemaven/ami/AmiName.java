package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of AMIs.
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

  /** Returns the template with all placeholders but the digest replaced. */
  String withoutDigest(Project project) throws UserFailureException {
    return replacePlaceholders(
        Map.of(
            "artifactId",
            project.artifactId(),
            "version",
            project.version(),
            DIGEST,
            "{" + DIGEST + "}"));
  }

  /**
   * Returns the name for a project.
   *
   * @param digest hexadecimal digits, of which the name contains the first {@value #DIGEST_LENGTH}
   */
  String of(Project project, String digest) throws UserFailureException {
    String name =
        withoutDigest(project).replace("{" + DIGEST + "}", digest.substring(0, DIGEST_LENGTH));
    if (!VALID.matcher(name).matches()) {
      throw new UserFailureException(
          "The AMI's name would be \"%s\", which EC2 does not accept.%nSet <amiName> (-Dmirage.amiName=...) to 3 to 128 characters of A-Z a-z 0-9 ()[] ./-'@_ and spaces."
              .formatted(name));
    }
    return name;
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
