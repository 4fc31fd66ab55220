package io.github.miragemaven.local;

import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Parts of EC2 requests. */
final class Ask {

  private Ask() {}

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static TagSpecification tags(String resourceType, Tag... tags) {
    return TagSpecification.builder().resourceType(resourceType).tags(tags).build();
  }
}
