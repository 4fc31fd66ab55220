package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.TagKeys;
import java.util.Map;

/**
 * Builds the keys of uploaded images: {@code mirage/GROUP/ARTIFACT/ORIGIN/IMAGE-DEPLOYMENT.img}. A
 * key identifies an object's project and its origin, which is the directory and the machine of the
 * deployment.
 */
final class ImageKey {

  private ImageKey() {}

  /** Returns the key prefix of a project's objects. */
  static String ofProject(Map<String, String> tags) {
    return "mirage/" + tags.get(TagKeys.PROJECT).replace(':', '/') + "/";
  }

  /** Returns the key prefix of the objects that were uploaded from this directory. */
  static String ofOrigin(Map<String, String> tags) {
    return ofProject(tags) + tags.get(TagKeys.ORIGIN) + "/";
  }

  /** Returns the key of a deployment's image. */
  static String of(Map<String, String> tags, String deployment) {
    return "%s%s-%s.img".formatted(ofOrigin(tags), tags.get(TagKeys.IMAGE), deployment);
  }
}
