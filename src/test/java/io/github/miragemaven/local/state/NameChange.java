package io.github.miragemaven.local.state;

import java.time.Instant;

/**
 * A change of a hosted zone on its way to the name servers.
 *
 * @param id its id, without {@code /change/} in front
 * @param submitted when it was asked for
 * @param pollsLeft how many more times it is described as pending
 */
public record NameChange(String id, Instant submitted, int pollsLeft) {

  /** This change after it was described once more. */
  public NameChange polled() {
    return new NameChange(id, submitted, Math.max(0, pollsLeft - 1));
  }
}
