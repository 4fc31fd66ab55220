package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {

  @TempDir Path directory;

  @Test
  void readsAFile() throws Exception {
    Files.writeString(directory.resolve("data.json"), "{}");
    assertThat(UserData.read(" data.json ", directory)).isEqualTo("{}");
  }

  /** The last one is not a valid path on any system, as JSON is not on Windows. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"title\": \"Blog\"}", "no-such-file", "two\nlines\n", "{\u0000}"})
  void usesAnyOtherTextAsIs(String text) throws Exception {
    assertThat(UserData.read(text, directory)).isEqualTo(text);
  }
}
