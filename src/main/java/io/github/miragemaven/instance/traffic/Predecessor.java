package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.instance.Instance;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What had the public name before an instance: another instance, or addresses that no instance of
 * the project has. The instance's tag has the id of the one, or the others.
 *
 * @param instance the instance; empty where there is none
 * @param places where the name has to lead to come there
 */
record Predecessor(Optional<Instance> instance, Set<String> places) {

  /** An instance. */
  static Predecessor of(Instance instance, Set<String> places) {
    return new Predecessor(Optional.of(instance), places);
  }

  /** The places that a tag has kept. */
  static Predecessor at(String mark) {
    return new Predecessor(Optional.empty(), new TreeSet<>(List.of(mark.split(" "))));
  }

  /** Places as a tag keeps them. */
  static String written(Collection<String> places) {
    return String.join(" ", new TreeSet<>(places));
  }

  /** Its name for the user. */
  String name() {
    return instance.map(Instance::id).orElseGet(() -> String.join(", ", places));
  }
}
