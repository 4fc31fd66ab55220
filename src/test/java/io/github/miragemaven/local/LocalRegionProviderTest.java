package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.EnvironmentFailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegionProviderTest {

  private final LocalRegionProvider provider = new LocalRegionProvider();

  @TempDir Path directory;

  @Test
  void handlesLocalNamesOnly() {
    assertThat(provider.handles("local")).isTrue();
    assertThat(provider.handles("local-2")).isTrue();
    assertThat(provider.handles("us-west-2")).isFalse();
  }

  @Test
  void namesTheParameterWhenTheDirectoryIsUnusable() throws Exception {
    Files.createFile(directory.resolve("local"));

    assertThatThrownBy(() -> provider.open("local", directory))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("-Dmirage.local.directory");
  }
}
