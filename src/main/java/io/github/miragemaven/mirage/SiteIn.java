package io.github.miragemaven.mirage;

import java.util.Optional;

/** Where the site that a kernel serves is stored. */
public enum SiteIn {
  /** In an archive on a disk. The kernel contains no page, so it serves any site. */
  DISK,
  /** In the kernel, which is built again when a page changes. */
  KERNEL;

  /**
   * Returns the user's choice, or the default: the disk for the supplied unikernel if the target
   * has one.
   */
  static SiteIn of(Optional<SiteIn> wanted, boolean supplied, Target target) {
    return wanted.orElse(supplied && target.hasDisk() ? DISK : KERNEL);
  }
}
