package io.github.miragemaven.xen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A guest to start.
 *
 * @param configuration its configuration for {@code xl} (xl.cfg(5)); its name is given by dom0
 * @param files the files that the configuration names
 * @param until what it prints when it has shown enough and is ended; nothing for a guest that ends
 *     by itself
 */
public record Guest(String configuration, List<Placed> files, Optional<Pattern> until) {

  /** Copies the files. */
  public Guest {
    files = List.copyOf(files);
  }

  /**
   * A file of this machine, in dom0.
   *
   * @param file where it lies here
   * @param path where dom0 has it
   * @param disk whether dom0 has it as a block device, which guests write to without a trace here
   */
  public record Placed(Path file, String path, boolean disk) {}

  /**
   * A paravirtual guest with this image as its first disk. Its loader is a GRUB 2 for Xen, in the
   * place of EC2's PV-GRUB: it reads the {@code menu.lst} on the unpartitioned disk. Where that one
   * passes on arguments as they are, it puts a backslash before quotes and backslashes.
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

  /** A guest of this configuration. */
  public static Guest configured(String configuration) {
    return new Guest(configuration, List.of(), Optional.empty());
  }

  /** This guest with a copy of that image as a block device at this path in dom0. */
  public Guest withDisk(Path image, String path) {
    return with(new Placed(image, path, true));
  }

  /** This guest with a copy of that file at this path in dom0. */
  public Guest withFile(Path file, String path) {
    return with(new Placed(file, path, false));
  }

  /** This guest, ended as soon as its PV console shows this pattern. */
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
