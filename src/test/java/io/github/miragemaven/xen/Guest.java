package io.github.miragemaven.xen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A guest to start.
 *
 * @param configuration its configuration for {@code xl} (xl.cfg(5)), without the name
 * @param files the files that the configuration names
 * @param until the console output after which it is stopped; empty for a guest that stops by itself
 */
public record Guest(String configuration, List<Placed> files, Optional<Pattern> until) {

  /** Copies the files. */
  public Guest {
    files = List.copyOf(files);
  }

  /**
   * A file of this machine, in dom0.
   *
   * @param file the file
   * @param path its path in dom0
   * @param disk whether dom0 exposes a temporary copy as a block device
   */
  public record Placed(Path file, String path, boolean disk) {}

  /**
   * A paravirtual guest with this image as its first disk. Its loader is a GRUB 2 for Xen instead
   * of EC2's PV-GRUB; it reads the {@code menu.lst} on the unpartitioned disk. Unlike PV-GRUB, it
   * escapes quotes and backslashes in arguments.
   */
  public static Guest pv(Path image) {
    return configured(
            """
            kernel = "/pv-grub"
            memory = 128
            disk = [ "format=raw, vdev=xvda, access=rw, target=/disks/guest" ]
            """)
        .withDisk(image, "/disks/guest");
  }

  /** A hardware-virtualized guest whose BIOS starts this image. */
  public static Guest hvm(Path image) {
    return configured(
            """
            type = "hvm"
            memory = 128
            disk = [ "format=raw, vdev=hda, access=rw, target=/disks/guest" ]
            serial = "file:serial.log"
            vnc = 0
            """)
        .withDisk(image, "/disks/guest");
  }

  /** A guest with this configuration. */
  public static Guest configured(String configuration) {
    return new Guest(configuration, List.of(), Optional.empty());
  }

  /** Adds a paravirtual network interface with nothing on its other end. */
  public Guest withNetwork() {
    return new Guest(configuration + "vif = [ \"type=vif\" ]\n", files, until);
  }

  /** Adds a copy of the image as a block device at this path in dom0. */
  public Guest withDisk(Path image, String path) {
    return with(new Placed(image, path, true));
  }

  /** Adds a copy of the file at this path in dom0. */
  public Guest withFile(Path file, String path) {
    return with(new Placed(file, path, false));
  }

  /** Stops the guest as soon as its PV console matches the pattern. */
  public Guest until(Pattern enough) {
    return new Guest(configuration, files, Optional.of(enough));
  }

  boolean hasShownEnough(GuestRun.Text console) {
    return until.isPresent() && until.get().matcher(console.all()).find();
  }

  private Guest with(Placed file) {
    List<Placed> more = new ArrayList<>(files);
    more.add(file);
    return new Guest(configuration, more, until);
  }
}
