package io.github.miragemaven.iam;

import java.util.Map;
import java.util.Set;

/**
 * One question that IAM is asked for a call.
 *
 * @param action the action
 * @param resource the resource; {@code *} for an action that takes none
 * @param context what conditions can look at
 */
record Access(String action, String resource, Map<String, Set<String>> context) {

  Access {
    context = Map.copyOf(context);
  }
}
