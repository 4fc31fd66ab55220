package io.github.miragemaven.local.state;

import java.time.Instant;
import java.util.List;

/**
 * A launch template.
 *
 * @param id {@code lt-} and 17 hexadecimal digits
 * @param name its name
 * @param created when it was made
 * @param imageIds the image of each of its versions, the first first; the last is the default
 */
public record LaunchTemplate(String id, String name, Instant created, List<String> imageIds) {

  /** Keeps the versions as they are now. */
  public LaunchTemplate {
    imageIds = List.copyOf(imageIds);
  }
}
