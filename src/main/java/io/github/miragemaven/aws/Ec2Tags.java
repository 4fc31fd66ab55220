package io.github.miragemaven.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Converts tags to the types of the EC2 client. */
public final class Ec2Tags {

  private Ec2Tags() {}

  /**
   * Converts tags for {@code CreateTags}. They are sorted, because a repeated request must be equal
   * to the first one that had its client token.
   */
  public static List<Tag> of(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  /** Converts tags for a request that creates a resource of a type. */
  public static TagSpecification of(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(of(tags)).build();
  }
}
