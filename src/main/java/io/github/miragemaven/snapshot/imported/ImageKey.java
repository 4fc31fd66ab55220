package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.TagKeys;
import java.util.Map;

/**
 * Where images lie in the bucket, as long as they do: {@code
 * mirage/GROUP/ARTIFACT/ORIGIN/IMAGE-DEPLOYMENT.img}. So it is known of each object whose it is,
 * and whether the same directory on the same machine has put it there.
 */
final class ImageKey {

  private ImageKey() {}

  /** What the keys of all of a project's objects begin with. */
  static String ofProject(Map<String, String> tags) {
    return "mirage/" + tags.get(TagKeys.PROJECT).replace(':', '/') + "/";
  }

  /** What the keys of the objects begin with that a project's directory has put there. */
  static String ofOrigin(Map<String, String> tags) {
    return ofProject(tags) + tags.get(TagKeys.ORIGIN) + "/";
  }

  /** The key of a deployment's image. */
  static String of(Map<String, String> tags, String deployment) {
    return "%s%s-%s.img".formatted(ofOrigin(tags), tags.get(TagKeys.IMAGE), deployment);
  }
}
