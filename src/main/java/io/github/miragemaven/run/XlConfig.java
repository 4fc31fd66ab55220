package io.github.miragemaven.run;

import io.github.miragemaven.image.CommandLine;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A guest's configuration for {@code xl create} (xl.cfg(5) of Xen 4.17).
 *
 * @param name the guest's name
 * @param type {@code pv} or {@code pvh}
 * @param kernel the path of the kernel
 * @param arguments the words of the kernel's command line
 * @param memory the guest's memory in MiB
 * @param interfaces the entries of {@code vif}, one for each network interface
 * @param disks the entries of the list of disks, one for each
 */
record XlConfig(
    String name,
    String type,
    String kernel,
    List<String> arguments,
    int memory,
    List<String> interfaces,
    List<String> disks) {

  XlConfig {
    arguments = List.copyOf(arguments);
    interfaces = List.copyOf(interfaces);
    disks = List.copyOf(disks);
  }

  /** Returns the configuration of a guest, with the archive of its site, if any, as its disk. */
  static XlConfig of(Kernel kernel, Optional<Path> archive, RunSettings settings)
      throws RunException {
    List<String> interfaces =
        switch (settings.network().attachment().kind()) {
          case DEFAULT -> List.of("");
          case BRIDGE -> List.of("bridge=" + settings.network().attachment().name());
          case TAP ->
              throw new RunException(
                  "<tap> is %s, but a Xen guest is attached to a bridge.%nSet <bridge> instead (-Dmirage.run.bridge=xenbr0)."
                      .formatted(settings.network().attachment().name()));
        };
    return new XlConfig(
        settings.name(),
        kernel.kind() == KernelKind.XEN_PV ? "pv" : "pvh",
        kernel.file().toAbsolutePath().toString(),
        settings.arguments().guest(),
        settings.memory(),
        interfaces,
        archive.stream().map(XlConfig::readOnlyDisk).toList());
  }

  String text() {
    return """
    # Start it with: xl create -c %s.xl
    # On another machine, set the paths of kernel and disk to those there.
    name = %s
    type = %s
    kernel = %s
    cmdline = %s
    memory = %d
    vif = [%s]
    disk = [%s]
    on_crash = "destroy"
    """
        .formatted(
            name,
            quoted(name),
            quoted(type),
            quoted(kernel),
            quoted(CommandLine.of(arguments)),
            memory,
            list(interfaces),
            list(disks));
  }

  /** Returns the specification of a disk (xl-disk-configuration(5)); the target must be last. */
  private static String readOnlyDisk(Path file) {
    return "format=raw, vdev=xvda, access=ro, target=" + file.toAbsolutePath();
  }

  private static String list(List<String> entries) {
    return entries.stream().map(XlConfig::quoted).collect(Collectors.joining(", "));
  }

  /**
   * Quotes a string for xl's parser, in which backslashes escape (tools/libs/util/libxlu_cfg.c).
   */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
