package io.github.miragemaven.mirage;

import java.io.IOException;
import java.nio.file.Path;

/** Recognizes kernels with debug information. */
@FunctionalInterface
public interface DebugInfo {

  /** Returns whether a kernel has debug information. */
  boolean isIn(Path kernel) throws IOException;
}
