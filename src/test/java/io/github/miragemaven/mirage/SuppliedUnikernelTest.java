package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppliedUnikernelTest {

  private static final Path RESOURCES =
      Path.of("src/main/resources/io/github/miragemaven/mirage/unikernel");

  @TempDir Path directory;

  @Test
  void everyFileOfItsDirectoryIsInOneOfTheTwo() throws Exception {
    Set<String> names = new TreeSet<>(Set.of("config_disk.ml"));
    names.addAll(SuppliedUnikernel.files("blog").keySet());
    names.addAll(SuppliedUnikernel.filesForSiteOnDisk("blog").keySet());
    try (Stream<Path> files = Files.list(RESOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void unikernelWithSiteOnDiskHasItsOwnConfiguration() throws Exception {
    SuppliedUnikernel.filesForSiteOnDisk("blog")
        .get("config.ml")
        .content()
        .copyTo(directory.resolve("config.ml"));
    assertThat(directory.resolve("config.ml")).content().contains("block_of_file \"site\"");
  }

  @Test
  void registersTheGivenName() throws Exception {
    SuppliedUnikernel.files("my-blog.example")
        .get("config.ml")
        .content()
        .copyTo(directory.resolve("config.ml"));
    assertThat(RegisteredName.allIn(Files.readString(directory.resolve("config.ml"))))
        .containsExactly("my-blog.example");
  }

  @Test
  void rejectsOtherSiteDirectory() throws Exception {
    UnikernelProject project = UnikernelProject.withoutSources(directory);
    project.siteDirectory = "public";
    assertThatThrownBy(
            () -> SuppliedUnikernel.check(MirageVersion.NEWEST_KNOWN, project.configureSettings()))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<siteDirectory> is 'public'");
  }
}
