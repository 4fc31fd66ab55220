package io.github.miragemaven.mirage;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When the unikernel's dependencies are fetched before it is built. */
public enum Depends {
  /** Where they are missing, or the unikernel asks for others than at the last build. */
  AUTO,
  /** Before every build that is not up to date. */
  ALWAYS,
  /** Not at all: they are installed in the opam switch. */
  NEVER;

  /**
   * The value of that name, in any case of letters.
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
                    "<depends> is '"
                        + name
                        + "'.\nSet it (-Dmirage.depends=...) to one of "
                        + Stream.of(values())
                            .map(Depends::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
