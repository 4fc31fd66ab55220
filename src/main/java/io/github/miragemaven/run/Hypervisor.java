package io.github.miragemaven.run;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;

/** One way to run a kernel on this machine. */
interface Hypervisor {

  /**
   * The guest, ready to be started.
   *
   * @throws FailureException if this machine or the settings lack something for it
   */
  Guest guest() throws FailureException, IOException, InterruptedException;
}
