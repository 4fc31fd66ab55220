package io.github.miragemaven.local.state;

import java.time.Instant;

/**
 * A change of a hosted zone that propagates to the name servers.
 *
 * @param id its ID, without the prefix {@code /change/}
 * @param submitted when it was submitted
 * @param pollsLeft how many more times it is described as pending
 */
public record NameChange(String id, Instant submitted, int pollsLeft) {

  /** Returns this change after it was described once more. */
  public NameChange polled() {
    return new NameChange(id, submitted, Math.max(0, pollsLeft - 1));
  }
}
