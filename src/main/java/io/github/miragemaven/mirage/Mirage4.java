package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Mirage 4, which builds with dune: {@code mirage build} was removed in 4.5.0, where {@code make
 * build} calls dune itself.
 */
record Mirage4(MirageVersion version) implements CommandLines {

  @Override
  public List<String> configure(Target target, Optional<String> output, Map<String, String> keys) {
    List<String> words =
        new ArrayList<>(
            List.of("mirage", "configure", "-f", "config.ml", "-t", target.commandLineName()));
    output.ifPresent(name -> words.addAll(List.of("-o", name)));
    words.addAll(CommandLines.options(keys));
    return words;
  }

  @Override
  public List<String> depends() {
    return List.of("make", "depends");
  }

  @Override
  public List<String> build() {
    return version.isAtLeast(4, 5, 0) ? List.of("make", "build") : List.of("mirage", "build");
  }

  @Override
  public boolean namesOutput() {
    return version.isAtLeast(4, 5, 0);
  }

  @Override
  public boolean buildsWithDune() {
    return true;
  }

  /**
   * DHCP became the default in 4.10.5, and {@code --dhcp=BOOL} the flag {@code --no-dhcp} in 4.11.0
   * ({@code CHANGES.md}). A process uses the host's sockets; Qubes assigns its own addresses.
   */
  @Override
  public Map<String, String> networkKeys(Target target, Network network) {
    Map<String, String> keys = new TreeMap<>();
    if (target.isProcess()) {
      keys.put("net", "socket");
    } else if (target != Target.QUBES) {
      if (network.isStatic() && version.isAtLeast(4, 11, 0)) {
        keys.put("no-dhcp", "");
      } else if (network.isStatic() == version.isAtLeast(4, 10, 5)) {
        keys.put("dhcp", Boolean.toString(!network.isStatic()));
      }
    }
    return keys;
  }

  @Override
  public String kernel(String name, Target target) {
    return "dist/" + name + target.extension();
  }

  @Override
  public List<String> configured() {
    return List.of("Makefile", "dune.build", "dune-project", "mirage/main.ml");
  }
}
