package io.github.miragemaven.iam;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A goal that calls AWS. */
public enum Goal {
  /** {@code mirage:deploy}. */
  DEPLOY("deploy", "Deploy"),
  /** {@code mirage:deploy -Dmirage.dryRun}. */
  DRY_RUN("dryRun", "DryRun"),
  /** {@code mirage:status}. */
  STATUS("status", "Status"),
  /** {@code mirage:prune}. */
  PRUNE("prune", "Prune"),
  /** {@code mirage:launch}. */
  LAUNCH("launch", "Launch"),
  /** {@code mirage:verify}. */
  VERIFY("verify", "Verify"),
  /** {@code mirage:console}. */
  CONSOLE("console", "Console"),
  /** {@code mirage:terminate}. */
  TERMINATE("terminate", "Terminate"),
  /** {@code mirage:switch}. */
  SWITCH("switch", "Switch"),
  /** {@code mirage:rollback}. */
  ROLLBACK("rollback", "Rollback"),
  /** {@code mirage:launch -Dmirage.launch.fleet}. */
  FLEET("fleet", "Fleet");

  private final String parameterValue;
  private final String sid;

  Goal(String parameterValue, String sid) {
    this.parameterValue = parameterValue;
    this.sid = sid;
  }

  /** Parses a goal's name. */
  public static Goal parse(String name) throws UserFailureException {
    return Arrays.stream(values())
        .filter(goal -> goal.parameterValue.equals(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "mirage.iamPolicy.goals has \"%s\".%nSet it to any of %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Goal::parameterValue)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns its name in the parameter. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Returns the prefix of the IDs of its statements. */
  String sid() {
    return sid;
  }
}
