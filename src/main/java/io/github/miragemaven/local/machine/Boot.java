package io.github.miragemaven.local.machine;

import io.github.miragemaven.local.state.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The settings of a machine.
 *
 * @param instance the instance that the machine belongs to
 * @param ports the TCP ports that its security groups admit
 * @param directory the directory for its files, deleted when the machine is switched off
 * @param disk its root disk
 */
public record Boot(Instance instance, Set<Integer> ports, Path directory, Disk disk) {

  /** Copies the ports. */
  public Boot {
    ports = Set.copyOf(ports);
  }

  /** A disk. */
  @FunctionalInterface
  public interface Disk {

    /** Writes the disk as a sparse image. */
    void writeTo(Path file) throws IOException;
  }
}
