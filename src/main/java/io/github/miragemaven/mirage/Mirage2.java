package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirage 2: 2.0 has a flag for each target, 2.1 and later {@code -t}. Without {@code --no-opam},
 * configuring would also install packages.
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
  public List<String> depends() {
    return List.of("make", "depend");
  }

  @Override
  public List<String> build() {
    return List.of("mirage", "build");
  }

  @Override
  public boolean namesOutput() {
    return false;
  }

  @Override
  public boolean readsSiteWhenConfigured() {
    return true;
  }

  @Override
  public boolean fetchesSources() {
    return false;
  }

  @Override
  public Map<String, String> networkKeys(Target target, Network network) {
    return Map.of();
  }

  @Override
  public String kernel(String name, Target target) {
    return "mir-" + name + target.extension();
  }

  @Override
  public List<String> configured() {
    return List.of("Makefile", "main.ml");
  }
}
