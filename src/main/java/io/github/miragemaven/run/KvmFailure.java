package io.github.miragemaven.run;

import io.github.miragemaven.incremental.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers that KVM could not run a guest of this user since the machine was booted, so that the
 * next run uses emulation at once. The file holds Linux's ID of the boot (random(4)).
 *
 * @param file the file; empty if this user has no directory for it
 */
record KvmFailure(Optional<Path> file) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Returns whether KVM has failed since the machine was booted. */
  boolean isKnown() {
    try {
      return file.isPresent() && Files.readString(file.get()).equals(Files.readString(BOOT_ID));
    } catch (IOException noRecord) {
      return false;
    }
  }

  /** Remembers that KVM has failed. */
  void remember() {
    try {
      if (file.isPresent()) {
        Replacement.of(file.get(), Files.readString(BOOT_ID));
      }
    } catch (IOException notWritable) {
      // The next run tries KVM again.
    }
  }
}
