package io.github.miragemaven.site;

/** When to run a site's generator. */
public enum Regeneration {
  /** In every build. */
  ALWAYS,
  /** If a source file or a setting has changed since the last build. */
  CHANGED
}
