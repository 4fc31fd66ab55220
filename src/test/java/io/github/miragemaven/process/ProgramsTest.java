package io.github.miragemaven.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void findsOnlyExecutableFiles() throws Exception {
    Path hugo = program("hugo");
    Files.writeString(directory.resolve("readme"), "");
    Files.createDirectory(directory.resolve("bundle"));
    Programs programs = Programs.of(Map.of("PATH", directory.toString()));
    assertThat(programs.find("hugo")).contains(hugo);
    assertThat(programs.find("readme")).isEmpty();
    assertThat(programs.find("bundle")).isEmpty();
  }

  @Test
  void ignoresCaseOfVariablesOnWindows() throws Exception {
    Path jekyll = program("jekyll.cmd");
    Map<String, String> environment = Map.of("Path", directory.toString(), "PathExt", ".EXE;.CMD");
    assertThat(new Programs(environment, true).find("jekyll")).contains(jekyll);
    assertThat(new Programs(Map.of("PATH", directory.toString()), true).find("jekyll"))
        .contains(jekyll);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void requiresUpperCasePathElsewhere() throws Exception {
    program("hugo");
    Map<String, String> environment = Map.of("Path", directory.toString());
    assertThat(Programs.of(environment).find("hugo")).isEmpty();
    assertThat(Programs.hasPath(environment)).isFalse();
    assertThat(Programs.hasPath(Map.of("PATH", ""))).isTrue();
  }

  private Path program(String name) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }
}
