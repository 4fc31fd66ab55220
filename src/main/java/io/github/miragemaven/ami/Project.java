package io.github.miragemaven.ami;

import io.github.miragemaven.aws.TagKeys;
import java.util.Map;

/**
 * The project that is deployed.
 *
 * @param groupId its group's id
 * @param artifactId its own id
 * @param version its version
 * @param plugin the version of this plugin
 * @param origin the machine and directory that it is deployed from, as a digest
 */
public record Project(
    String groupId, String artifactId, String version, String plugin, String origin) {

  /** What all its versions are known by. */
  public String key() {
    return groupId + ":" + artifactId;
  }

  /** The tags of whatever is made for it. */
  public Map<String, String> tags() {
    return Map.of(
        TagKeys.PROJECT, key(),
        TagKeys.VERSION, version,
        TagKeys.PLUGIN, plugin,
        TagKeys.ORIGIN, origin);
  }
}
