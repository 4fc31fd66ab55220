package io.github.miragemaven.instance.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One boot of the instance, parsed line by line; the furthest stage reached determines its cause.
 */
final class Boot {

  private final Set<Marker> seen = new HashSet<>();
  private Cause cause = Cause.UNKNOWN;
  private Stage stage = Stage.NOTHING;
  private Optional<String> line = Optional.empty();
  private boolean kernelRequested;

  private Boot() {}

  /** Splits lines into boots, at least one; the first may lack its beginning. */
  static List<Boot> of(List<String> lines) {
    List<Boot> boots = new ArrayList<>();
    Boot boot = new Boot();
    boots.add(boot);
    for (String line : lines) {
      Boot next = boot.next(line);
      if (next != boot) {
        boots.add(next);
      }
      boot = next;
    }
    return boots;
  }

  /** Returns a boot of which nothing has been read yet. */
  static Boot first() {
    return new Boot();
  }

  /** Reads the next line, and returns the boot it belongs to: this one, or a new one. */
  Boot next(String line) {
    Boot boot = startsNextBoot(line) ? new Boot() : this;
    boot.read(line);
    return boot;
  }

  /** Returns whether another boot begins with this line. */
  private boolean startsNextBoot(String line) {
    return Marker.ALL.stream()
        .filter(Marker::start)
        .anyMatch(
            marker ->
                marker.isIn(line)
                    && !isPrintedByKernel(marker)
                    && (seen.contains(marker) || marker.stage().compareTo(stage) < 0));
  }

  /** Mini-OS kernels print the same first line as PV-GRUB, which is based on Mini-OS. */
  private boolean isPrintedByKernel(Marker marker) {
    return marker.equals(Marker.MINI_OS)
        && kernelRequested
        && (stage == Stage.LOADER || stage == Stage.HANDED_OVER);
  }

  private void read(String text) {
    boolean afterLoader = seen.contains(Marker.KERNEL_STARTED);
    for (Marker marker : Marker.ALL) {
      if (!marker.isIn(text)) {
        continue;
      }
      if (isPrintedByKernel(marker)) {
        reach(Stage.KERNEL, Cause.NO_ADDRESS_YET, text);
      } else {
        seen.add(marker);
        reach(marker.stage(), marker.cause(), text);
      }
    }
    if (Marker.FILE_NOT_FOUND.matcher(text).find()) {
      reach(
          Stage.LOADER_FAILED,
          kernelRequested ? Cause.KERNEL_NOT_FOUND : Cause.MENU_NOT_FOUND,
          text);
    }
    kernelRequested |= Marker.KERNEL_COMMAND.matcher(text).find();
    if (afterLoader) {
      reach(Stage.KERNEL, Cause.NO_ADDRESS_YET, text);
    }
  }

  /** The first line of a stage determines the cause, except for a boot loader's progress lines. */
  private void reach(Stage reached, Cause newCause, String text) {
    boolean progress = reached == stage && stage.compareTo(Stage.LOADER) <= 0;
    if (progress || reached.compareTo(stage) > 0) {
      stage = reached;
      cause = newCause;
      line = Optional.of(text.strip());
    }
  }

  Cause cause() {
    return cause;
  }

  Stage stage() {
    return stage;
  }

  /** Returns the line that determined the cause; empty if none did. */
  Optional<String> line() {
    return line;
  }
}
