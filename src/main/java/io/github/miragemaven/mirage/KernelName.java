package io.github.miragemaven.mirage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name that a kernel's file gets, without directory and extension.
 *
 * @param name the name
 * @param output the same, where {@code mirage configure -o} has to be told; empty where it is the
 *     one that {@code config.ml} registers
 */
record KernelName(String name, Optional<String> output) {

  /** With {@code -o}, Mirage makes an OCaml module of the name. */
  private static final Pattern MODULE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /**
   * The name that the settings ask for, or else {@code config.ml} in the copy registers.
   *
   * @throws MirageException if it is not known, or this version of Mirage cannot give it
   */
  static KernelName of(MirageVersion version, ConfigureSettings settings)
      throws IOException, MirageException {
    Path config = settings.layout().directory().resolve(MirageConfigurer.CONFIG);
    Set<String> registered =
        RegisteredName.allIn(new String(Files.readAllBytes(config), StandardCharsets.UTF_8));
    Optional<String> only =
        registered.size() == 1 ? registered.stream().findFirst() : Optional.empty();
    if (settings.name().isEmpty() && only.isPresent()) {
      return new KernelName(only.get(), Optional.empty());
    }
    if (settings.name().isPresent() && settings.name().equals(only)) {
      return new KernelName(only.get(), Optional.empty());
    }
    boolean renames = CommandLines.of(version).namesOutput();
    String shown =
        settings
            .layout()
            .shown(
                settings
                    .source()
                    .directory()
                    .map(s -> s.resolve(MirageConfigurer.CONFIG))
                    .orElse(config));
    if (settings.name().isPresent() && renames) {
      return renamed(settings.name().get(), settings);
    }
    if (only.isEmpty()) {
      throw new MirageException(
          shown
              + (registered.isEmpty()
                  ? " registers no unikernel by a name in quotes"
                  : " registers more than one name (" + String.join(", ", registered) + ")")
              + ", so the kernel's file is not known.\nWrite register \"NAME\" [ … ]"
              + (renames ? ", or set <unikernelName> (-Dmirage.unikernelName=...)." : "."));
    }
    throw new MirageException(
        "<unikernelName> is '"
            + settings.name().orElseThrow()
            + "', but "
            + shown
            + " registers '"
            + only.get()
            + "', and mirage "
            + version
            + " cannot rename it (4.5 and newer can).\nMake the two equal, or leave"
            + " <unikernelName> out.");
  }

  private static KernelName renamed(String name, ConfigureSettings settings)
      throws MirageException {
    boolean taken = Files.exists(settings.layout().directory().resolve(name + ".ml"));
    if (taken || !MODULE.matcher(name).matches()) {
      throw new MirageException(
          "<unikernelName> is '"
              + name
              + "', which config.ml does not register, and mirage makes an OCaml module of a new"
              + " name"
              + (taken ? ", but there is a " + name + ".ml already" : "")
              + ".\nUse letters, digits and underscores and no source file's name, or register the"
              + " name in config.ml.");
    }
    return new KernelName(name, Optional.of(name));
  }
}
