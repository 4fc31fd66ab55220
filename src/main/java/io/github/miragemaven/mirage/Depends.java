package io.github.miragemaven.mirage;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When to fetch the unikernel's dependencies before the build. */
public enum Depends {
  /** If they are missing, or have changed since the last build. */
  AUTO,
  /** Before every build of the kernel. */
  ALWAYS,
  /** Never: they are installed in the opam switch. */
  NEVER;

  /**
   * The value with this name; case is ignored.
   *
   * @throws MirageException for any other name
   */
  public static Depends parse(String name) throws MirageException {
    return Stream.of(values())
        .filter(value -> value.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new MirageException(
                    "<depends> is '%s'.\nSet it (-Dmirage.depends=...) to one of %s."
                        .formatted(
                            name,
                            Stream.of(values())
                                .map(Depends::toString)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
