package io.github.miragemaven.mirage;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings for configuring a unikernel.
 *
 * @param layout the build's directories
 * @param tools how to start the tools
 * @param source the unikernel to configure
 * @param name the kernel's name; by default the one that {@code config.ml} registers
 * @param target the platform to build for
 * @param keys configure-time keys by name, without hyphens; an empty value for a flag
 * @param network how the unikernel gets its address
 */
public record ConfigureSettings(
    UnikernelLayout layout,
    ToolSettings tools,
    UnikernelSource source,
    Optional<String> name,
    Target target,
    Map<String, String> keys,
    Network network) {

  /** A name that file systems, opam and every command line accept. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Options of {@code mirage configure} that the plugin sets from other parameters. */
  private static final Set<String> SET_BY_PLUGIN =
      Set.of("t", "target", "unix", "xen", "o", "output", "f", "file", "config-file");

  /** Copies the keys, sorted. */
  public ConfigureSettings {
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
  }

  /** Where the unikernel has the site. */
  public SiteIn siteIn() {
    return SiteIn.of(source.siteIn(), source.isSupplied(), target);
  }

  /**
   * Validates the settings, as far as that does not depend on the installed tools.
   *
   * @throws MirageException naming the parameter
   */
  void check() throws MirageException {
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new MirageException(
          "<unikernelName> is '%s'.%nUse letters, digits, dots, hyphens and underscores, starting with a letter or a digit (-Dmirage.unikernelName=...)."
              .formatted(name.get()));
    }
    for (String key : keys.keySet()) {
      if (!KEY.matcher(key).matches()) {
        throw new MirageException(
            "<keys> contains '%s', which is not a key's name.%nWrite configure-time keys without leading hyphens: <kv_ro>crunch</kv_ro>."
                .formatted(key));
      }
      if (SET_BY_PLUGIN.contains(key)) {
        throw new MirageException(
            "<keys> contains '%s', an option that the plugin passes to mirage itself.%nRemove it, and set <target> (-Dmirage.target=...) or <unikernelName> (-Dmirage.unikernelName=...) instead."
                .formatted(key));
      }
    }
    if (siteIn() == SiteIn.DISK && !target.hasDisk()) {
      throw new MirageException(
          "mirage.siteIn is disk, but a kernel for the target %s has no disk for the site.%nSet it to kernel (-Dmirage.siteIn=kernel), or set <target> (-Dmirage.target=...) to xen, virtio, spt or hvt."
              .formatted(target));
    }
    layout.check();
  }
}
