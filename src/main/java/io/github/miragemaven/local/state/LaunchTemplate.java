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
 * @param created when it was made
 * @param versions its versions, the first first
 * @param defaultVersion the number of the default one
 */
public record LaunchTemplate(
    String id, String name, Instant created, List<Version> versions, int defaultVersion) {

  /**
   * A version of a launch template.
   *
   * @param data what it launches with, by the names of the request's parameters
   * @param description what the user says of it
   * @param token the client's token of the request that made it
   * @param created when it was made
   */
  public record Version(
      Map<String, String> data,
      Optional<String> description,
      Optional<String> token,
      Instant created) {

    /** Keeps the data as they are now. */
    public Version {
      data = Map.copyOf(data);
    }
  }

  /** Keeps the versions as they are now. */
  public LaunchTemplate {
    versions = List.copyOf(versions);
  }

  /** The number of the newest version. */
  public int latest() {
    return versions.size();
  }

  /** The number that a request means: a number, {@code $Latest} or {@code $Default}. */
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

  /** The version of a number. */
  public Version version(int number) {
    return versions.get(number - 1);
  }

  /** This template with one more version. */
  public LaunchTemplate with(Version version) {
    List<Version> more = new ArrayList<>(versions);
    more.add(version);
    return new LaunchTemplate(id, name, created, more, defaultVersion);
  }

  /** This template with another default version. */
  public LaunchTemplate defaulting(int number) {
    return new LaunchTemplate(id, name, created, versions, number);
  }
}
