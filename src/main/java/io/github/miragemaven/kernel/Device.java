package io.github.miragemaven.kernel;

/**
 * A device that a Solo5 kernel declares in its manifest and requires.
 *
 * @param name the device's name in the manifest
 * @param type the device's type
 */
public record Device(String name, Type type) {

  /** The types of Solo5 devices. */
  public enum Type {
    /** A network interface. */
    NETWORK,
    /** A disk. */
    BLOCK
  }
}
