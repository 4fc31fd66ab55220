package io.github.miragemaven.kernel;

/**
 * A device that a Solo5 kernel declares, and does not run without.
 *
 * @param name its name, by which it is attached
 * @param type what it is
 */
public record Device(String name, Type type) {

  /** The types of device that Solo5 has. */
  public enum Type {
    /** A network interface. */
    NETWORK,
    /** A disk. */
    BLOCK
  }
}
