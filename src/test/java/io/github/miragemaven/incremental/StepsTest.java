package io.github.miragemaven.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private String parameter = "loud";
  private Change during = () -> {};
  private boolean failing;
  private int runs;

  @BeforeEach
  void writeInput() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    Files.writeString(directory.resolve("in/page"), "hello");
  }

  @Test
  void runsStepOnce() throws Exception {
    assertThat(run()).isEqualTo("HELLO loud");
    assertThat(run()).isEqualTo("HELLO loud");
    assertThat(runs).isEqualTo(1);
    assertThat(progress.lines()).last().isEqualTo("INFO up to date: made HELLO loud");
  }

  @Test
  void rerunsWhenInputChangedAndNamesIt() throws Exception {
    run();
    Files.writeString(directory.resolve("in/page"), "world");
    assertThat(run()).isEqualTo("WORLD loud");
    assertThat(progress.lines()).contains("INFO changed: in/page");
  }

  @Test
  void rerunsWhenInputOfSameSizeAndTimeChanged() throws Exception {
    run();
    var time = Files.getLastModifiedTime(directory.resolve("in/page"));
    Files.writeString(directory.resolve("in/page"), "World");
    Files.setLastModifiedTime(directory.resolve("in/page"), time);
    assertThat(run()).isEqualTo("WORLD loud");
  }

  @Test
  void rerunsWhenFileWasAddedOrRemoved() throws Exception {
    run();
    Files.writeString(directory.resolve("in/other"), "!");
    run();
    Files.delete(directory.resolve("in/other"));
    run();
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void ignoresFileThatStepWritesAmongItsInputs() throws Exception {
    during = () -> Files.writeString(directory.resolve("in/cache"), "of run " + runs);
    run();
    run();
    assertThat(runs).isEqualTo(1);
    Files.writeString(directory.resolve("in/cache"), "touched");
    run();
    assertThat(progress.lines()).contains("INFO changed: in/cache");
  }

  @Test
  void rerunsWhenInputChangedDuringRun() throws Exception {
    during = () -> Files.writeString(directory.resolve("in/page"), "saved meanwhile");
    run();
    during = () -> {};
    assertThat(run()).isEqualTo("SAVED MEANWHILE loud");
    assertThat(progress.lines()).contains("INFO changed: in/page");
  }

  @Test
  void rerunsWhenParameterChanged() throws Exception {
    run();
    parameter = "quiet";
    assertThat(run()).isEqualTo("HELLO quiet");
    assertThat(progress.lines()).contains("INFO changed: parameter");
  }

  @Test
  void rerunsWhenOutputWasRemovedOrChanged() throws Exception {
    run();
    Files.delete(directory.resolve("out"));
    run();
    Files.writeString(directory.resolve("out"), "tampered");
    run();
    assertThat(runs).isEqualTo(3);
    assertThat(progress.lines()).contains("INFO missing or changed since the last build: out");
  }

  @Test
  void rerunsAfterFailure() throws Exception {
    run();
    parameter = "broken";
    failing = true;
    assertThatThrownBy(this::run).isInstanceOf(UserFailureException.class);
    parameter = "loud";
    failing = false;
    run();
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void rerunsWhenRecordIsDamaged() throws Exception {
    run();
    Files.writeString(directory.resolve("state/shout.properties"), "\\u12");
    Files.writeString(directory.resolve("state/digests"), "nonsense");
    run();
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void alwaysRunsStepWithUnknownInputsAndReportsWhetherOutputsChanged() throws Exception {
    runAlways();
    assertThat(progress.lines()).last().asString().startsWith("INFO made HELLO loud (");
    runAlways();
    assertThat(runs).isEqualTo(2);
    assertThat(progress.lines()).last().asString().startsWith("INFO up to date: made HELLO loud (");
    Files.writeString(directory.resolve("in/page"), "world");
    runAlways();
    assertThat(progress.lines()).contains("INFO changed: out").last().asString().contains("WORLD");
    run();
    assertThat(runs).isEqualTo(4);
  }

  @Test
  void interruptedRunLeavesNoRecord() throws Exception {
    runAlways();
    failing = true;
    assertThatThrownBy(this::runAlways).isInstanceOf(UserFailureException.class);
    assertThat(new BuildState(directory.resolve("state")).last("shout")).isEmpty();
  }

  @Test
  void namesFirstThreeChanges() {
    Fingerprint none = new Fingerprint(Map.of());
    Fingerprint many = new Fingerprint(Map.of("a", "1", "b", "1", "c", "1", "d", "1", "e", "1"));
    assertThat(many.changesSince(none)).contains("a, b, c and 2 more");
    assertThat(many.changesSince(many)).isEmpty();
  }

  private String run() throws Exception {
    BuildState state = new BuildState(directory.resolve("state"));
    return new Steps(state, progress).run(new Shout(state.digests()));
  }

  private void runAlways() throws Exception {
    BuildState state = new BuildState(directory.resolve("state"));
    new Steps(state, progress).runAlways(new Shout(state.digests()));
  }

  /** A change to the inputs while the step runs. */
  private interface Change {
    void make() throws IOException;
  }

  /** Writes the content of {@code in/page} in upper case. */
  private final class Shout implements Step<String> {

    private final FileDigests digests;

    Shout(FileDigests digests) {
      this.digests = digests;
    }

    @Override
    public String name() {
      return "shout";
    }

    @Override
    public Fingerprint inputs() throws IOException {
      return Fingerprint.builder(digests)
          .tree("in", directory.resolve("in"))
          .value("parameter", parameter)
          .build();
    }

    @Override
    public String run() throws IOException, UserFailureException {
      runs++;
      if (failing) {
        throw new UserFailureException("It cannot shout");
      }
      String page = Files.readString(directory.resolve("in/page"));
      String made = page.toUpperCase(java.util.Locale.ROOT) + " " + parameter;
      Files.writeString(directory.resolve("out"), made);
      during.make();
      return made;
    }

    @Override
    public Fingerprint inputsAfter(Fingerprint before) throws IOException {
      return before.withNewEntriesOf(inputs());
    }

    @Override
    public Fingerprint outputs(String result) throws IOException {
      return Fingerprint.builder(digests).file("out", directory.resolve("out")).build();
    }

    @Override
    public Map<String, String> describe(String result) {
      return Map.of("made", result);
    }

    @Override
    public String recall(Map<String, String> description) {
      return description.get("made");
    }

    @Override
    public String summary(String result) {
      return "made " + result;
    }
  }
}
