package io.github.miragemaven.local.service;

/** Permissions and settings of the account. The defaults are those of a new account. */
public interface AccountRules {

  /** Returns true if the caller may take an action such as {@code ec2:CreateTags}. */
  default boolean allows(String action) {
    return true;
  }

  /** Returns the number of times that a change is described as pending before it is complete. */
  default int polls() {
    return 1;
  }

  /** Returns true if every new snapshot is encrypted. */
  default boolean encryptionByDefault() {
    return false;
  }

  /** Returns true if no AMI may be shared with everyone. */
  default boolean publicSharingBlocked() {
    return true;
  }
}
