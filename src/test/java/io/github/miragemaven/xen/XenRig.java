package io.github.miragemaven.xen;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The hypervisor and the dom0 that run guests, built from Debian's packages.
 *
 * @param directory its files
 */
public record XenRig(Path directory) {

  static final Path SCRIPTS = Path.of("src/test/xen").toAbsolutePath();

  private static final Path PLACE = Path.of("target/xen-rig").toAbsolutePath();

  /**
   * Returns the existing rig, or builds one (half a minute, 100 MB of downloads). Skips the test if
   * that fails.
   */
  public static XenRig require() throws IOException, InterruptedException {
    RealTool.require("qemu-system-x86_64", "qemu-system-x86");
    RealTool.require("apt-get", "apt");
    RealTool.require("dpkg", "dpkg");
    RealTool.Outcome making =
        RealTool.require("sh", "dash").run(SCRIPTS, SCRIPTS.resolve("make-rig"), PLACE);
    if (making.exitCode() != 0) {
      throw RealTool.missing("No Xen rig can be made here: " + making.text().strip());
    }
    return new XenRig(PLACE.resolve("rig"));
  }
}
