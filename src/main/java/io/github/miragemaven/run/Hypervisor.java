package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;

/** Runs a kernel on this machine. */
interface Hypervisor {

  /**
   * Returns a guest that is ready to start.
   *
   * @throws FailureException if a program or a setting that it needs is missing
   */
  Guest guest() throws FailureException, IOException, InterruptedException;
}
