package io.github.miragemaven.local.machine;

import io.github.miragemaven.local.state.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a machine is started with.
 *
 * @param instance whose machine it is
 * @param ports the TCP ports that its security groups let in
 * @param directory for its files; it goes when the machine is switched off
 * @param disk its root disk
 */
public record Boot(Instance instance, Set<Integer> ports, Path directory, Disk disk) {

  /** Keeps the ports as they are now. */
  public Boot {
    ports = Set.copyOf(ports);
  }

  /** A disk. */
  @FunctionalInterface
  public interface Disk {

    /** Writes it as a sparse image. */
    void writeTo(Path file) throws IOException;
  }
}
