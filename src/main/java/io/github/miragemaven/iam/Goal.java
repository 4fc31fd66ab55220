package io.github.miragemaven.iam;

/** A goal that calls AWS. */
public enum Goal {
  /** {@code mirage:deploy}. */
  DEPLOY("Deploy"),
  /** {@code mirage:deploy -Dmirage.dryRun}. */
  DRY_RUN("DryRun"),
  /** {@code mirage:status}. */
  STATUS("Status"),
  /** {@code mirage:prune}. */
  PRUNE("Prune"),
  /** {@code mirage:launch}. */
  LAUNCH("Launch"),
  /** {@code mirage:verify}. */
  VERIFY("Verify"),
  /** {@code mirage:console}. */
  CONSOLE("Console"),
  /** {@code mirage:terminate}. */
  TERMINATE("Terminate"),
  /** {@code mirage:switch}. */
  SWITCH("Switch"),
  /** {@code mirage:rollback}. */
  ROLLBACK("Rollback"),
  /** {@code mirage:launch -Dmirage.launch.fleet}. */
  FLEET("Fleet");

  private final String sid;

  Goal(String sid) {
    this.sid = sid;
  }

  /** Returns the prefix of the IDs of its statements. */
  String sid() {
    return sid;
  }
}
