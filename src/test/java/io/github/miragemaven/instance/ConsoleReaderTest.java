package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.local.machine.ScriptedMachine;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ConsoleReaderTest {

  @TempDir Path directory;

  private Launches launches;

  @BeforeEach
  void open() throws Exception {
    launches = new Launches(directory);
    launches.deploy(1);
  }

  @AfterEach
  void close() {
    launches.close();
  }

  @Test
  void printsSavesAndDiagnosesTheConsole() throws Exception {
    launches.launch();
    launches.progress.lines().clear();
    Diagnosis diagnosis = launches.console(Optional.empty(), false).read();
    assertThat(diagnosis.isWell()).isTrue();
    assertThat(launches.progress.lines()).contains("OUT Xen Minimal OS!");
    assertThat(Files.readString(launches.file("console.log"))).isEqualTo(Launches.HEALTHY);
  }

  @Test
  void printsEachLineOnceWhileFollowing() throws Exception {
    launches.launch();
    launches.progress.lines().clear();
    AtomicInteger looks = new AtomicInteger();
    launches.on(boot -> ScriptedMachine.showing(() -> lines(looks.incrementAndGet())));
    launches.console(Optional.of(Duration.ofMinutes(1)), false).read();
    assertThat(launches.progress.lines())
        .filteredOn(line -> line.startsWith("OUT "))
        .startsWith("OUT line 1", "OUT line 2", "OUT line 3")
        .doesNotHaveDuplicates();
  }

  private static String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= count; line++) {
      text.append("line ").append(line).append('\n');
    }
    return text.toString();
  }

  @Test
  void stopsTheInstanceOnlyIfAllowed() throws Exception {
    launches.silent("");
    launches.keepingFailed().launchQuietly();
    launches.console(Optional.empty(), false).read();
    assertThat(launches.instances().get(0).state()).isEqualTo(Instance.State.RUNNING);
    assertThat(launches.progress.lines())
        .contains("INFO To stop it and read the console again, add -Dmirage.console.stop");
    launches.console(Optional.empty(), true).read();
    assertThat(launches.instances().get(0).state()).isEqualTo(Instance.State.STOPPED);
  }

  @Test
  void refusesProjectWithoutInstance() {
    assertThatThrownBy(() -> launches.console(Optional.empty(), false).read())
        .hasMessageContaining("com.example:blog has no instance in local")
        .hasMessageContaining("mvn mirage:launch");
  }
}
