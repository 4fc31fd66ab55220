package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirage 2: 2.0 has a flag for each target, later versions have {@code -t}. Without {@code
 * --no-opam}, configuring would also install packages.
 */
record Mirage2(MirageVersion version) implements CommandLines {

  @Override
  public List<String> configure(Target target, Optional<String> output, Map<String, String> keys) {
    List<String> words = new ArrayList<>(List.of("mirage", "configure"));
    if (version.isAtLeast(2, 1, 0)) {
      words.addAll(List.of("-t", target.commandLineName()));
    } else {
      words.add("--" + target.commandLineName());
    }
    words.add("--no-opam");
    words.addAll(CommandLines.options(keys));
    return words;
  }

  @Override
  public boolean readsSiteWhenConfigured() {
    return true;
  }

  @Override
  public String kernel(String name, Target target) {
    return "mir-" + name + target.extension();
  }
}
