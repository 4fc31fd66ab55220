package io.github.miragemaven.ami;

import io.github.miragemaven.aws.TagKeys;
import java.util.Map;

/**
 * The deployed project.
 *
 * @param groupId its group ID
 * @param artifactId its artifact ID
 * @param version its version
 * @param plugin the version of this plugin
 * @param origin a digest of the machine and the directory that it is deployed from
 */
public record Project(
    String groupId, String artifactId, String version, String plugin, String origin) {

  /** Returns the key that identifies the project across versions. */
  public String key() {
    return groupId + ":" + artifactId;
  }

  /** Returns the tags of every resource created for it. */
  public Map<String, String> tags() {
    return Map.of(
        TagKeys.PROJECT, key(),
        TagKeys.VERSION, version,
        TagKeys.PLUGIN, plugin,
        TagKeys.ORIGIN, origin);
  }
}
