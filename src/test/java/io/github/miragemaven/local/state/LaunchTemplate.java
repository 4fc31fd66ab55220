package io.github.miragemaven.local.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch template.
 *
 * @param id {@code lt-} and 17 hexadecimal digits
 * @param name its name
 * @param created when it was created
 * @param versions its versions, oldest first
 * @param defaultVersion the number of the default one
 */
public record LaunchTemplate(
    String id, String name, Instant created, List<Version> versions, int defaultVersion) {

  /**
   * A version of a launch template.
   *
   * @param data the launch parameters, by the names of the request's parameters
   * @param description the version description
   * @param token the client token of the request that created it
   * @param created when it was created
   */
  public record Version(
      Map<String, String> data,
      Optional<String> description,
      Optional<String> token,
      Instant created) {

    /** Copies the data. */
    public Version {
      data = Map.copyOf(data);
    }
  }

  /** Copies the versions. */
  public LaunchTemplate {
    versions = List.copyOf(versions);
  }

  /** Returns the number of the newest version. */
  public int latest() {
    return versions.size();
  }

  /** Resolves a version number: a number, {@code $Latest} or {@code $Default}. */
  public Optional<Integer> number(String text) {
    Optional<Integer> number =
        switch (text) {
          case "$Latest" -> Optional.of(latest());
          case "$Default" -> Optional.of(defaultVersion);
          default ->
              text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
        };
    return number.filter(some -> some >= 1 && some <= latest());
  }

  /** Returns the version with a number. */
  public Version version(int number) {
    return versions.get(number - 1);
  }

  /** Returns this template with one more version. */
  public LaunchTemplate with(Version version) {
    List<Version> more = new ArrayList<>(versions);
    more.add(version);
    return new LaunchTemplate(id, name, created, more, defaultVersion);
  }

  /** Returns this template with another default version. */
  public LaunchTemplate defaulting(int number) {
    return new LaunchTemplate(id, name, created, versions, number);
  }
}
