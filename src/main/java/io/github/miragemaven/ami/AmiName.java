package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that AMIs get: a template with {@code {artifactId}}, {@code {version}} and {@code
 * {digest}} in it. The digest is one of the image and the settings together, so that with it in the
 * name no two deployments ask for the same.
 *
 * @param template the template
 */
public record AmiName(String template) {

  /** What is the template where none is set. */
  public static final String DEFAULT = "{artifactId}-{version}-{digest}";

  private static final String DIGEST = "digest";
  private static final int DIGITS = 12;
  private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}");

  /** What AWS takes (Amazon EC2 API Reference, RegisterImage, Name). */
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9()\\[\\] ./'@_-]{3,128}");

  /** The template with all but the digest filled in. */
  String withoutDigest(Project project) throws UserFailureException {
    return filled(
        Map.of(
            "artifactId",
            project.artifactId(),
            "version",
            project.version(),
            DIGEST,
            "{" + DIGEST + "}"));
  }

  /**
   * The name.
   *
   * @param digest hexadecimal digits, of which the first {@value #DIGITS} are taken
   */
  String of(Project project, String digest) throws UserFailureException {
    String name = withoutDigest(project).replace("{" + DIGEST + "}", digest.substring(0, DIGITS));
    if (!VALID.matcher(name).matches()) {
      throw new UserFailureException(
          "The AMI's name would be \"%s\", which EC2 does not take.%nSet <amiName> (-Dmirage.amiName=...) so that it has 3 to 128 of A-Z a-z 0-9 ()[] ./-'@_ and spaces."
              .formatted(name));
    }
    return name;
  }

  private String filled(Map<String, String> values) throws UserFailureException {
    StringBuilder name = new StringBuilder();
    Matcher part = PART.matcher(template);
    while (part.find()) {
      String value = values.get(part.group(1));
      if (value == null) {
        throw new UserFailureException(
            "mirage.amiName has %s, which stands for nothing.%nUse {artifactId}, {version} and {digest}."
                .formatted(part.group()));
      }
      part.appendReplacement(name, Matcher.quoteReplacement(value));
    }
    return part.appendTail(name).toString();
  }
}
