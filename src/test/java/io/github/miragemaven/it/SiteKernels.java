package io.github.miragemaven.it;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.kernel.ArchiveSupport;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.mirage.BuildSettings;
import io.github.miragemaven.mirage.ConfigureSettings;
import io.github.miragemaven.mirage.Depends;
import io.github.miragemaven.mirage.Network;
import io.github.miragemaven.mirage.SiteIn;
import io.github.miragemaven.mirage.Target;
import io.github.miragemaven.mirage.ToolSettings;
import io.github.miragemaven.mirage.UnikernelLayout;
import io.github.miragemaven.mirage.UnikernelSource;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the kernels that the profile {@code site-kernels} publishes: the supplied unikernel, which
 * reads the site from the disk, with the {@code mirage} on the {@code PATH}. Beside each is a JSON
 * file that describes it.
 */
public final class SiteKernels {

  private static final List<Target> TARGETS = List.of(Target.XEN, Target.VIRTIO, Target.SPT);

  private SiteKernels() {}

  /** Writes {@code site-TARGET.elf} and {@code site-TARGET.json} to the directory that is given. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    for (Target target : TARGETS) {
      Kernel kernel = build(directory.resolve(target.commandLineName()), target);
      if (!ArchiveSupport.isIn(kernel)) {
        throw new IllegalStateException(kernel.file() + " does not read a site from a disk");
      }
      Path copy = directory.resolve("site-" + target + ".elf");
      Files.copy(kernel.file(), copy, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(
          directory.resolve("site-" + target + ".json"),
          """
          {"kind": "%s", "architecture": "x86_64", "size": %d, "sha256": "%s"}
          """
              .formatted(kernel.kind().title(), kernel.size(), kernel.digest().hex()));
    }
  }

  private static Kernel build(Path directory, Target target) throws Exception {
    UnikernelLayout layout =
        new UnikernelLayout(directory, directory.resolve("unikernel"), "htdocs");
    useLocalDependencies(layout.directory());
    ToolSettings tools =
        new ToolSettings(
            Boolean.getBoolean("mirage.opam"), Optional.empty(), Map.of(), Instant.EPOCH);
    BuildSteps steps = new BuildSteps(directory, Programs.ofThisProcess(), new Lines(), false);
    ConfigureSettings settings =
        new ConfigureSettings(
            layout,
            tools,
            new UnikernelSource(Optional.empty(), "site", Optional.of(SiteIn.DISK)),
            Optional.empty(),
            target,
            Map.of(),
            Network.of(Optional.empty(), Optional.empty()));
    return steps.buildKernel(
        steps.configureUnikernel(Optional.empty(), settings),
        new BuildSettings(layout, tools, Depends.AUTO, false));
  }

  /** Links the directory that {@code MIRAGE_TEST_DUNIVERSE} names, if it is set. */
  private static void useLocalDependencies(Path unikernel) throws Exception {
    String duniverse = System.getenv("MIRAGE_TEST_DUNIVERSE");
    Path link = unikernel.resolve("duniverse");
    if (duniverse != null && Files.notExists(link)) {
      Files.createDirectories(unikernel);
      Files.createSymbolicLink(link, Path.of(duniverse));
    }
  }

  /** Prints all output. */
  private static final class Lines implements Progress {

    @Override
    public void info(String line) {
      System.out.println(line);
    }

    @Override
    public void warn(String line) {
      System.out.println("warning: " + line);
    }

    @Override
    public void output(String line) {
      System.out.println("  | " + line);
    }
  }
}
