package io.github.miragemaven.instance;

import static io.github.miragemaven.instance.verify.TestSettings.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.console.Cause;
import io.github.miragemaven.instance.verify.Check;
import io.github.miragemaven.local.machine.ScriptedMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {

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
  void verifiesTheNewestRunningInstance() throws Exception {
    LaunchResult launched = launches.launch();
    InspectionResult seen = launches.inspection(Optional.empty()).inspect();
    assertThat(seen.verification().passed()).isTrue();
    assertThat(seen.verification().site()).isEqualTo("http://" + launched.address());
    assertThat(seen.diagnosis()).isEmpty();
  }

  @Test
  void diagnosesTheConsoleOfFailingInstance() throws Exception {
    LaunchResult launched = launches.launch();
    launches.on(boot -> ScriptedMachine.showing(Launches.HEALTHY));
    launches.verifying(site -> site.withLimits(Launches.limits(Duration.ZERO)));
    InspectionResult seen = launches.inspection(Optional.of(launched.instance().id())).inspect();
    assertThat(seen.verification().checks().stream().map(Check::passed)).containsOnly(false);
    assertThat(seen.diagnosis().orElseThrow().cause()).isEqualTo(Cause.NOT_REACHED);
  }

  @Test
  void blamesClosedSecurityGroup() throws Exception {
    launches.launch();
    launches.verifying(site -> on(site.withLimits(Launches.limits(Duration.ZERO)), "http", 8080));
    InspectionResult seen = launches.inspection(Optional.empty()).inspect();
    assertThat(seen.diagnosis().orElseThrow().cause()).isEqualTo(Cause.NOT_ADMITTED);
  }

  @Test
  void reportsMissingInstance() {
    assertThatThrownBy(() -> launches.inspection(Optional.empty()).inspect())
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("com.example:blog has no running instance in local.")
        .hasMessageContaining("-Dmirage.verify.address");
    assertThatThrownBy(() -> launches.inspection(Optional.of("i-0123")).inspect())
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("There is no instance i-0123 in local.");
  }
}
