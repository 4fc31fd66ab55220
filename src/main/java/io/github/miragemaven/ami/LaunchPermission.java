package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.regex.Pattern;

/**
 * Who else may launch an AMI.
 *
 * @param kind what is named
 * @param name the account's number or the ARN; {@code all} for everyone
 */
public record LaunchPermission(Kind kind, String name) {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ORGANIZATION =
      Pattern.compile("arn:aws[a-z-]*:organizations::\\d{12}:organization/o-[a-z0-9]+");
  private static final Pattern UNIT =
      Pattern.compile("arn:aws[a-z-]*:organizations::\\d{12}:ou/o-[a-z0-9]+/ou-[a-z0-9-]+");

  /** What a permission is for. */
  public enum Kind {
    /** An account. */
    ACCOUNT,
    /** All accounts of an organisation. */
    ORGANIZATION,
    /** All accounts of a unit of an organisation. */
    UNIT,
    /** Everyone. */
    EVERYONE
  }

  /** Everyone. */
  public static final LaunchPermission PUBLIC = new LaunchPermission(Kind.EVERYONE, "all");

  /** The permission that a text names: an account's number, an ARN, or {@code public}. */
  public static LaunchPermission parse(String text) throws UserFailureException {
    String name = text.strip();
    if (name.equals("public")) {
      return PUBLIC;
    }
    if (ACCOUNT.matcher(name).matches()) {
      return new LaunchPermission(Kind.ACCOUNT, name);
    }
    if (ORGANIZATION.matcher(name).matches()) {
      return new LaunchPermission(Kind.ORGANIZATION, name);
    }
    if (UNIT.matcher(name).matches()) {
      return new LaunchPermission(Kind.UNIT, name);
    }
    throw new UserFailureException(
        "mirage.launchPermissions has \"%s\".%nGive the 12 digits of an account, the ARN of an organisation or of a unit of one, or the word public."
            .formatted(text));
  }
}
