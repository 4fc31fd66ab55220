package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirage 3. All of its releases have {@code make depend}; the first ones lack {@code make depends}.
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
