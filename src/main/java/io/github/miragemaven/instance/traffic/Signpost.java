package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.util.Set;

/**
 * What leads visitors to an instance. Where it leads is a set of places: instances' ids or their
 * addresses, whatever is written on it.
 */
interface Signpost {

  /** Its name for the user, such as {@code the address 203.0.113.9}. */
  String name();

  /** Whether it may lead to others too, which are left alone. */
  boolean isShared();

  /** Whether it leads to the public addresses of instances. */
  default boolean leadsToPublicAddresses() throws UserFailureException {
    return false;
  }

  /** How long visitors remember where it led, and go there still. */
  default Duration remembered() throws UserFailureException {
    return Duration.ZERO;
  }

  /**
   * Where it leads now, or still leads someone.
   *
   * @throws FailureException if there is no such thing, or none that could be led elsewhere
   */
  Set<String> places() throws FailureException;

  /** Those of the places that no one new is led to. */
  default Set<String> leaving() throws UserFailureException {
    return Set.of();
  }

  /**
   * Where it has to lead for visitors to come to an instance.
   *
   * @throws UserFailureException if the instance has not what is needed
   */
  Set<String> places(Instance instance) throws UserFailureException;

  /**
   * Leads to some places and no longer to others, and waits until it does. It does not matter if it
   * does so already, in whole or in part.
   *
   * @param from where it shall not lead any more
   * @param to where it shall lead; nowhere if empty
   */
  void lead(Set<String> from, Set<String> to) throws FailureException, InterruptedException;

  /**
   * Has it lead elsewhere, and does not wait until it does: for a run that has little time left.
   */
  void leadAtOnce(Set<String> from, Set<String> to) throws FailureException;

  /** Waits until the last visitors have left the places that it does not lead to any more. */
  default void letGo(Set<String> from) throws FailureException, InterruptedException {}
}
