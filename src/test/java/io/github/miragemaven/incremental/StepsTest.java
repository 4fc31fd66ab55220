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
  void takesAStepOnce() throws Exception {
    assertThat(take()).isEqualTo("HELLO loud");
    assertThat(take()).isEqualTo("HELLO loud");
    assertThat(runs).isEqualTo(1);
    assertThat(progress.lines()).last().isEqualTo("INFO up to date: made HELLO loud");
  }

  @Test
  void takesItAgainWhenAnInputChangedAndNamesIt() throws Exception {
    take();
    Files.writeString(directory.resolve("in/page"), "world");
    assertThat(take()).isEqualTo("WORLD loud");
    assertThat(progress.lines()).contains("INFO changed: in/page");
  }

  @Test
  void takesItAgainWhenAnInputOfTheSameSizeAndTimeChanged() throws Exception {
    take();
    var time = Files.getLastModifiedTime(directory.resolve("in/page"));
    Files.writeString(directory.resolve("in/page"), "World");
    Files.setLastModifiedTime(directory.resolve("in/page"), time);
    assertThat(take()).isEqualTo("WORLD loud");
  }

  @Test
  void takesItAgainWhenAFileCameOrWent() throws Exception {
    take();
    Files.writeString(directory.resolve("in/other"), "!");
    take();
    Files.delete(directory.resolve("in/other"));
    take();
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void takesAStepOnceThatLeavesAFileAmongItsInputs() throws Exception {
    during = () -> Files.writeString(directory.resolve("in/cache"), "of run " + runs);
    take();
    take();
    assertThat(runs).isEqualTo(1);
    Files.writeString(directory.resolve("in/cache"), "touched");
    take();
    assertThat(progress.lines()).contains("INFO changed: in/cache");
  }

  @Test
  void takesItAgainWhenAnInputChangedDuringTheRun() throws Exception {
    during = () -> Files.writeString(directory.resolve("in/page"), "saved meanwhile");
    take();
    during = () -> {};
    assertThat(take()).isEqualTo("SAVED MEANWHILE loud");
    assertThat(progress.lines()).contains("INFO changed: in/page");
  }

  @Test
  void takesItAgainWhenAParameterChanged() throws Exception {
    take();
    parameter = "quiet";
    assertThat(take()).isEqualTo("HELLO quiet");
    assertThat(progress.lines()).contains("INFO changed: parameter");
  }

  @Test
  void takesItAgainWhenItsOutputWasRemovedOrChanged() throws Exception {
    take();
    Files.delete(directory.resolve("out"));
    take();
    Files.writeString(directory.resolve("out"), "tampered");
    take();
    assertThat(runs).isEqualTo(3);
    assertThat(progress.lines()).contains("INFO missing or changed since the last build: out");
  }

  @Test
  void takesItAgainAfterItFailed() throws Exception {
    take();
    parameter = "broken";
    failing = true;
    assertThatThrownBy(this::take).isInstanceOf(UserFailureException.class);
    parameter = "loud";
    failing = false;
    take();
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void takesItAgainWhenTheRecordIsDamaged() throws Exception {
    take();
    Files.writeString(directory.resolve("state/shout.properties"), "\\u12");
    Files.writeString(directory.resolve("state/digests"), "nonsense");
    take();
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void namesOnlyAFewOfManyChanges() {
    Fingerprint none = new Fingerprint(Map.of());
    Fingerprint many = new Fingerprint(Map.of("a", "1", "b", "1", "c", "1", "d", "1", "e", "1"));
    assertThat(many.changesSince(none)).contains("a, b, c and 2 more");
    assertThat(many.changesSince(many)).isEmpty();
  }

  private String take() throws Exception {
    BuildState state = new BuildState(directory.resolve("state"));
    return new Steps(state, progress).take(new Shout(state.digests()));
  }

  /** What happens among the inputs while the step is taken. */
  private interface Change {
    void make() throws IOException;
  }

  /** Writes what {@code in/page} holds in capitals. */
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
      return before.withNewOf(inputs());
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
