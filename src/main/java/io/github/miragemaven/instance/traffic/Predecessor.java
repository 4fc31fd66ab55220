package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.instance.Instance;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The previous receiver of an instance's traffic: another instance, or targets that are not the
 * project's. The instance's tag holds the ID of the one or the list of the others.
 *
 * @param instance the instance, if it is the project's
 * @param targets the targets that route to it
 */
record Predecessor(Optional<Instance> instance, Set<String> targets) {

  /** Creates a predecessor that is an instance. */
  static Predecessor of(Instance instance, Set<String> targets) {
    return new Predecessor(Optional.of(instance), targets);
  }

  /** Reads targets from the value of a tag. */
  static Predecessor ofTag(String value) {
    return new Predecessor(Optional.empty(), new TreeSet<>(List.of(value.split(" "))));
  }

  /** Writes targets as the value of a tag. */
  static String tagValue(Collection<String> targets) {
    return String.join(" ", new TreeSet<>(targets));
  }

  /** Returns the name for messages. */
  String name() {
    return instance.map(Instance::id).orElseGet(() -> String.join(", ", targets));
  }
}
