package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.regex.Pattern;

/**
 * A permission for others to launch an AMI.
 *
 * @param kind the kind of grantee
 * @param name the account ID or the ARN; {@code all} for everyone
 */
public record LaunchPermission(Kind kind, String name) {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ORGANIZATION =
      Pattern.compile("arn:aws[a-z-]*:organizations::\\d{12}:organization/o-[a-z0-9]+");
  private static final Pattern UNIT =
      Pattern.compile("arn:aws[a-z-]*:organizations::\\d{12}:ou/o-[a-z0-9]+/ou-[a-z0-9-]+");

  /** The kind of grantee. */
  public enum Kind {
    /** An account. */
    ACCOUNT,
    /** All accounts of an organization. */
    ORGANIZATION,
    /** All accounts of an organizational unit. */
    UNIT,
    /** Everyone. */
    EVERYONE
  }

  /** Everyone. */
  public static final LaunchPermission PUBLIC = new LaunchPermission(Kind.EVERYONE, "all");

  /** Parses an account ID, an ARN, or {@code public}. */
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
        "mirage.launchPermissions has \"%s\".%nSet it to the 12 digits of an account ID, the ARN of an organization or organizational unit, or public."
            .formatted(text));
  }
}
