package io.github.miragemaven.local.service;

import io.github.miragemaven.local.state.RegionState;

/** Who calls: there is one user. */
public final class Identity {

  /** The user's ARN. */
  public static final String ARN = "arn:aws:iam::" + RegionState.ACCOUNT + ":user/local";

  /** The user's unique id. */
  public static final String USER_ID = "AIDALOCALREGIONUSER01";

  private Identity() {}

  /** What the user is told who may not take an action. */
  public static String denied(String action) {
    return "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
        .formatted(ARN, action, action);
  }
}
