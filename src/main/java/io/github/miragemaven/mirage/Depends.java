package io.github.miragemaven.mirage;

import java.util.Locale;

/** When to fetch the unikernel's dependencies before the build. */
public enum Depends {
  /** If they are missing, or have changed since the last build. */
  AUTO,
  /** Before every build of the kernel. */
  ALWAYS,
  /** Never: they are installed in the opam switch. */
  NEVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
