package io.github.miragemaven.mirage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to start the tools that configure and build a unikernel.
 *
 * @param opam whether to start them through {@code opam exec}
 * @param opamSwitch the opam switch to start them in; setting it implies {@code opam}
 * @param environment variables to set for them, in addition to this process's environment
 * @param timestamp the time that they use instead of the current time
 */
public record ToolSettings(
    boolean opam, Optional<String> opamSwitch, Map<String, String> environment, Instant timestamp) {

  /** Lets a switch imply {@code opam}, and copies the environment, sorted. */
  public ToolSettings {
    opam = opam || opamSwitch.isPresent();
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
