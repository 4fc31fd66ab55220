package io.github.miragemaven.image.grub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Resolves the dependencies of modules by {@code moddep.lst}: a line for each module, with its
 * dependencies after a colon.
 */
final class GrubModules {

  private static final String LIST = "moddep.lst";

  private final Map<String, List<String>> needs = new TreeMap<>();
  private final Set<String> ordered = new LinkedHashSet<>();

  private GrubModules() {}

  /** Returns the modules and their dependencies in load order: dependencies first. */
  static List<String> withDependencies(GrubParts parts, List<String> wanted)
      throws GrubException, IOException {
    GrubModules modules = new GrubModules();
    String list = new String(parts.part(LIST), StandardCharsets.US_ASCII);
    for (String line : list.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String[] names = line.substring(colon + 1).strip().split("\\s+");
        modules.needs.put(
            line.substring(0, colon), Arrays.stream(names).filter(n -> !n.isEmpty()).toList());
      }
    }
    for (String module : wanted) {
      modules.add(module, new ArrayList<>(), parts);
    }
    return List.copyOf(modules.ordered);
  }

  private void add(String module, List<String> neededBy, GrubParts parts) throws GrubException {
    if (ordered.contains(module)) {
      return;
    }
    if (neededBy.contains(module)) {
      throw GrubException.damaged(LIST, parts.origin(), module + " depends on itself");
    }
    neededBy.add(module);
    for (String needed : needs.getOrDefault(module, List.of())) {
      add(needed, neededBy, parts);
    }
    neededBy.remove(module);
    ordered.add(module);
  }
}
