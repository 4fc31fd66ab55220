package io.github.miragemaven.incremental;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Records each step's last complete run: its inputs, outputs and results. There is one file per
 * step under {@code target/mirage/state/}; an interrupted step has none and runs again.
 */
public final class BuildState {

  private static final String INPUT = "input:";
  private static final String OUTPUT = "output:";
  private static final String RESULT = "result:";
  private static final String PLUGIN = "plugin";

  private final Path directory;
  private final FileDigests digests;

  /** The state in this directory, which is created if needed. */
  public BuildState(Path directory) {
    this.directory = directory;
    this.digests = new FileDigests(directory.resolve("digests"));
  }

  /** The digests of this build's files. */
  public FileDigests digests() {
    return digests;
  }

  /** The record of the step's last complete run. */
  public Optional<StepRecord> last(String step) {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file(step), StandardCharsets.UTF_8)) {
      all.load(reader);
    } catch (IOException | IllegalArgumentException noRecord) {
      return Optional.empty();
    }
    if (!plugin().equals(all.getProperty(PLUGIN))) {
      return Optional.empty();
    }
    return Optional.of(
        new StepRecord(
            new Fingerprint(part(all, INPUT)),
            new Fingerprint(part(all, OUTPUT)),
            part(all, RESULT)));
  }

  /** Deletes the step's record: until {@link #complete}, the step counts as interrupted. */
  public void begin(String step) throws IOException {
    Files.deleteIfExists(file(step));
  }

  /** Records a complete run of the step. */
  public void complete(String step, StepRecord run) throws IOException {
    Properties all = new Properties();
    all.setProperty(PLUGIN, plugin());
    run.inputs().entries().forEach((name, value) -> all.setProperty(INPUT + name, value));
    run.outputs().entries().forEach((name, value) -> all.setProperty(OUTPUT + name, value));
    run.results().forEach((name, value) -> all.setProperty(RESULT + name, value));
    StringWriter text = new StringWriter();
    all.store(text, "The last run of mirage:" + step);
    Replacement.of(file(step), text.toString());
    digests.save();
  }

  /** The plugin's version, since another version may produce other results. */
  private static String plugin() {
    return Optional.ofNullable(BuildState.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  private Path file(String step) {
    return directory.resolve(step + ".properties");
  }

  private static Map<String, String> part(Properties all, String prefix) {
    Map<String, String> part = new TreeMap<>();
    all.stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> part.put(name.substring(prefix.length()), all.getProperty(name)));
    return part;
  }
}
