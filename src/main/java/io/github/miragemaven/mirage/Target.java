package io.github.miragemaven.mirage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The platforms that {@code mirage configure -t} can build for, with the versions that support them
 * (Mirage's {@code key.ml} at each tag).
 */
@SuppressWarnings("ImmutableEnumChecker") // MirageVersion is immutable.
public enum Target {
  /** A process on the build machine. */
  UNIX("unix", "", since(2, 0)),
  /** A process, with macOS's own network. */
  MACOSX("macosx", "", since(2, 1)),
  /** Xen: paravirtual Mini-OS up to 3.8, Solo5 from 3.9 on. */
  XEN("xen", ".xen", since(2, 0)),
  /** A Xen guest under Qubes OS. */
  QUBES("qubes", ".xen", since(3, 0)),
  /** Solo5 on virtio devices. */
  VIRTIO("virtio", ".virtio", since(3, 0)),
  /** Solo5's tender before it was called hvt. */
  UKVM("ukvm", ".ukvm", since(3, 0), before(3, 3)),
  /** Solo5's hardware-virtualized tender. */
  HVT("hvt", ".hvt", since(3, 3)),
  /** Solo5's sandboxed process tender. */
  SPT("spt", ".spt", since(3, 6)),
  /** Solo5 on the Muen separation kernel. */
  MUEN("muen", ".muen", since(3, 1)),
  /** Solo5 on Genode. */
  GENODE("genode", ".genode", since(3, 3)),
  /** Unikraft under QEMU. */
  UNIKRAFT_QEMU("unikraft-qemu", ".qemu", since(4, 10)),
  /** Unikraft under Firecracker. */
  UNIKRAFT_FIRECRACKER("unikraft-firecracker", ".fc", since(4, 10));

  private final String commandLineName;
  private final String extension;
  private final MirageVersion since;
  private final Optional<MirageVersion> before;

  Target(String commandLineName, String extension, MirageVersion since) {
    this(commandLineName, extension, since, Optional.empty());
  }

  Target(
      String commandLineName,
      String extension,
      MirageVersion since,
      Optional<MirageVersion> before) {
    this.commandLineName = commandLineName;
    this.extension = extension;
    this.since = since;
    this.before = before;
  }

  /**
   * The target with this name; case is ignored.
   *
   * @throws MirageException for an unknown name, listing the known ones
   */
  public static Target parse(String name) throws MirageException {
    String sought = name.strip().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(target -> target.commandLineName.equals(sought))
        .findFirst()
        .orElseThrow(
            () ->
                new MirageException(
                    "There is no target '%s'.\nSet <target> (-Dmirage.target=...) to one of %s."
                        .formatted(name, names(Stream.of(values())))));
  }

  /** The target's name on Mirage's command line. */
  public String commandLineName() {
    return commandLineName;
  }

  /** The extension of the kernel's file name, with its dot; empty for a process. */
  public String extension() {
    return extension;
  }

  /** Whether the unikernel is a process on the build machine. */
  public boolean isProcess() {
    return this == UNIX || this == MACOSX;
  }

  /** Whether a kernel for this target can read the site from a disk. */
  boolean hasDisk() {
    return this == XEN || this == VIRTIO || this == SPT || this == HVT;
  }

  /** Whether this version of Mirage supports the target. */
  public boolean isSupportedBy(MirageVersion version) {
    return version.compareTo(since) >= 0
        && before.map(limit -> version.compareTo(limit) < 0).orElse(true);
  }

  /**
   * Rejects a target that this version does not support.
   *
   * @throws MirageException listing the supported targets
   */
  void requireSupportedBy(MirageVersion version) throws MirageException {
    if (!isSupportedBy(version)) {
      throw new MirageException(
          "mirage %s does not support the target %s, which exists %s.\nSet <target> (-Dmirage.target=...) to one of %s."
              .formatted(
                  version,
                  commandLineName,
                  range(),
                  names(Stream.of(values()).filter(target -> target.isSupportedBy(version)))));
    }
  }

  @Override
  public String toString() {
    return commandLineName;
  }

  private String range() {
    String from = "from " + since.major() + "." + since.minor() + " on";
    return before
        .map(limit -> from + " and was dropped in " + limit.major() + "." + limit.minor())
        .orElse(from);
  }

  private static String names(Stream<Target> targets) {
    return targets.map(Target::commandLineName).collect(Collectors.joining(", "));
  }

  private static MirageVersion since(int major, int minor) {
    return new MirageVersion(major, minor, 0);
  }

  private static Optional<MirageVersion> before(int major, int minor) {
    return Optional.of(new MirageVersion(major, minor, 0));
  }
}
