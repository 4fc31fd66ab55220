package io.github.miragemaven.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a local region behaves.
 *
 * @param directory where it is kept, made where it is missing; sister regions are kept beside each
 *     other below the same one
 * @param name its name, such as {@code local}; requests are signed for it
 * @param clock its time; the dates of requests are held against the system's
 * @param latency added to each answer
 * @param polls how often a new snapshot or image is described as pending before it is ready
 */
public record LocalRegionSettings(
    Path directory, String name, InstantSource clock, Duration latency, int polls) {

  /** Settings with the defaults: named {@code local}, by the system's clock, nothing added. */
  public static LocalRegionSettings in(Path directory) {
    return new LocalRegionSettings(directory, "local", InstantSource.system(), Duration.ZERO, 1);
  }

  /** These settings under another name. */
  public LocalRegionSettings named(String otherName) {
    return new LocalRegionSettings(directory, otherName, clock, latency, polls);
  }

  /** These settings with another clock. */
  public LocalRegionSettings at(InstantSource otherClock) {
    return new LocalRegionSettings(directory, name, otherClock, latency, polls);
  }

  /** These settings with something added to each answer. */
  public LocalRegionSettings withLatency(Duration added) {
    return new LocalRegionSettings(directory, name, clock, added, polls);
  }

  /** These settings with another number of polls until something new is ready. */
  public LocalRegionSettings readyAfter(int otherPolls) {
    return new LocalRegionSettings(directory, name, clock, latency, otherPolls);
  }
}
