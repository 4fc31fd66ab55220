package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.AccountRules;
import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tags of a new resource, checked by the rules of EC2. */
final class TagSpecifications {

  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private TagSpecifications() {}

  /**
   * Parses the tags for each type of resource that the operation creates; tagging is an action that
   * must be allowed, too.
   */
  static Map<String, Map<String, String>> of(Query query, Set<String> types, AccountRules account)
      throws ServiceError {
    Map<String, Map<String, String>> tags = new HashMap<>();
    for (Query specification : query.structures("TagSpecification")) {
      String type = specification.required("ResourceType");
      if (!types.contains(type)) {
        throw Ec2Errors.invalidValue(
            "'" + type + "' is not a valid taggable resource type for this operation.");
      }
      if (tags.put(type, tags(specification)) != null) {
        throw Ec2Errors.invalidValue("The resource type " + type + " is specified twice");
      }
    }
    if (!tags.isEmpty() && !account.allows("ec2:CreateTags")) {
      throw Ec2Errors.denied(Identity.denied("ec2:CreateTags"));
    }
    return tags;
  }

  /** Parses a list of tags. */
  static Map<String, String> tags(Query query) throws ServiceError {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Query tag : query.structures("Tag")) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      if (key.length() > MAX_KEY || value.length() > MAX_VALUE) {
        throw Ec2Errors.invalidValue(
            "Tag key or value exceeds the maximum length of %d or %d characters: %s"
                .formatted(MAX_KEY, MAX_VALUE, key));
      }
      if (key.startsWith("aws:")) {
        throw Ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (tags.put(key, value) != null) {
        throw Ec2Errors.invalidValue("Tag keys must be unique: " + key);
      }
    }
    checkCount(tags);
    return tags;
  }

  /** Refuses more tags than a resource can have. */
  static void checkCount(Map<String, String> tags) throws ServiceError {
    if (tags.size() > MAX_TAGS) {
      throw ServiceError.of(
          "TagLimitExceeded", "A resource can have at most " + MAX_TAGS + " tags");
    }
  }

  /** Writes a resource's tags. */
  static void write(Xml xml, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      xml.items(
          "tagSet",
          new TreeMap<>(tags).entrySet(),
          (item, tag) -> item.text("key", tag.getKey()).text("value", tag.getValue()));
    }
  }
}
