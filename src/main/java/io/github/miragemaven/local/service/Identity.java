package io.github.miragemaven.local.service;

import io.github.miragemaven.local.state.RegionState;

/** The only user of the account. */
public final class Identity {

  /** The user's ARN. */
  public static final String ARN = "arn:aws:iam::" + RegionState.ACCOUNT + ":user/local";

  /** The user's unique ID. */
  public static final String USER_ID = "AIDALOCALREGIONUSER01";

  private Identity() {}

  /** Returns the message for a denied action. */
  public static String denied(String action) {
    return "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
        .formatted(ARN, action, action);
  }
}
