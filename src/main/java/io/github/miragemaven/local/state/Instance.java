package io.github.miragemaven.local.state;

import java.time.Instant;
import java.util.Map;

/**
 * An instance.
 *
 * @param id {@code i-} and 17 hexadecimal digits
 * @param imageId what it runs
 * @param instanceType such as {@code m1.small}
 * @param state {@code pending}, {@code running}, {@code stopped}, …
 * @param launchTime when it was launched
 * @param tags its tags
 */
public record Instance(
    String id,
    String imageId,
    String instanceType,
    String state,
    Instant launchTime,
    Map<String, String> tags) {

  /** Keeps the tags as they are now. */
  public Instance {
    tags = Map.copyOf(tags);
  }
}
