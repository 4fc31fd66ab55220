package io.github.miragemaven.instance.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Diagnoses a console line by line, while a guest prints it. */
public final class ConsoleMonitor {

  private final Deque<String> last = new ArrayDeque<>();
  private Boot boot = Boot.first();

  /** Reads the next line. */
  public synchronized void read(String text) {
    for (String line : ConsoleText.of(text).lines()) {
      boot = boot.next(line);
      if (last.size() == Diagnosis.MAX_LAST_LINES) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }

  /** Returns the diagnosis of the lines so far. */
  public synchronized Diagnosis diagnosis() {
    return Diagnosis.of(boot, List.copyOf(last), InstanceFacts.unknown());
  }

  /**
   * Returns the diagnosis of a guest that has failed for good; a kernel may exit without failing.
   */
  public Optional<Diagnosis> failure() {
    return Optional.of(diagnosis()).filter(Diagnosis::isFinal).filter(it -> !it.exitedNormally());
  }
}
