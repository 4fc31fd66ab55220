package io.github.miragemaven.mirage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a kernel's file, without directory and extension.
 *
 * @param name the name
 * @param output the name to pass to {@code mirage configure -o}; empty if {@code config.ml}
 *     registers the same name
 */
record KernelName(String name, Optional<String> output) {

  /** With {@code -o}, Mirage creates an OCaml module with the name. */
  private static final Pattern MODULE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /**
   * The configured name, or else the one that {@code config.ml} in the working copy registers.
   *
   * @throws MirageException if the name is unknown, or this version of Mirage cannot rename
   */
  static KernelName of(MirageVersion version, ConfigureSettings settings)
      throws IOException, MirageException {
    Path config = settings.layout().directory().resolve(MirageDriver.CONFIG);
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
                    .map(s -> s.resolve(MirageDriver.CONFIG))
                    .orElse(config));
    if (settings.name().isPresent() && renames) {
      return renamed(settings.name().get(), settings);
    }
    if (only.isEmpty()) {
      throw new MirageException(
          "%s%s, so the kernel's file name is unknown.\nWrite register \"NAME\" [ … ]%s"
              .formatted(
                  shown,
                  registered.isEmpty()
                      ? " registers no unikernel with a string literal as its name"
                      : " registers more than one name (" + String.join(", ", registered) + ")",
                  renames ? ", or set <unikernelName> (-Dmirage.unikernelName=...)." : "."));
    }
    throw new MirageException(
        "<unikernelName> is '%s', but %s registers '%s', and mirage %s cannot rename it (4.5 and newer can).\nUse the same name in both, or remove <unikernelName>."
            .formatted(settings.name().orElseThrow(), shown, only.get(), version));
  }

  private static KernelName renamed(String name, ConfigureSettings settings)
      throws MirageException {
    boolean taken = Files.exists(settings.layout().directory().resolve(name + ".ml"));
    if (taken || !MODULE.matcher(name).matches()) {
      throw new MirageException(
          "<unikernelName> is '%s', which config.ml does not register, so mirage creates an OCaml module with that name%s.\nUse letters, digits and underscores, and not a source file's name, or register the name in config.ml."
              .formatted(name, taken ? ", but " + name + ".ml already exists" : ""));
    }
    return new KernelName(name, Optional.of(name));
  }
}
