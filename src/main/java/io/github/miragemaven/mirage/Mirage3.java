package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirage 3. {@code make depend} is there in all of its releases, {@code make depends} not in the
 * first ones.
 */
record Mirage3() implements CommandLines {

  @Override
  public List<String> configure(Target target, Optional<String> output, Map<String, String> keys) {
    List<String> words =
        new ArrayList<>(List.of("mirage", "configure", "-t", target.commandLineName()));
    words.addAll(CommandLines.options(keys));
    return words;
  }

  @Override
  public String kernel(String name, Target target) {
    return name + target.extension();
  }
}
