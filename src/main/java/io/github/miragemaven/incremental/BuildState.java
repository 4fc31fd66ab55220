package io.github.miragemaven.incremental;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The record of each step's last whole run: its inputs, its outputs and what it handed on. One file
 * a step under {@code target/mirage/state/}; a step that was interrupted has none, and runs again.
 */
public final class BuildState {

  private static final String INPUT = "input:";
  private static final String OUTPUT = "output:";
  private static final String RESULT = "result:";
  private static final String PLUGIN = "plugin";

  private final Path directory;
  private final FileDigests digests;

  /** The state kept in this directory, which need not exist yet. */
  public BuildState(Path directory) {
    this.directory = directory;
    this.digests = new FileDigests(directory.resolve("digests"));
  }

  /** The digests of files as this build sees them. */
  public FileDigests digests() {
    return digests;
  }

  /** The record of the step's last whole run. */
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

  /** Forgets the step's last run: from here until {@link #complete} it counts as interrupted. */
  public void begin(String step) throws IOException {
    Files.deleteIfExists(file(step));
  }

  /** Records a whole run of the step. */
  public void complete(String step, StepRecord run) throws IOException {
    Properties all = new Properties();
    all.setProperty(PLUGIN, plugin());
    run.inputs().entries().forEach((name, value) -> all.setProperty(INPUT + name, value));
    run.outputs().entries().forEach((name, value) -> all.setProperty(OUTPUT + name, value));
    run.results().forEach((name, value) -> all.setProperty(RESULT + name, value));
    Files.createDirectories(directory);
    Path aside = directory.resolve(step + ".tmp");
    try (Writer writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
      all.store(writer, "The last run of mirage:" + step);
    }
    Files.move(aside, file(step), StandardCopyOption.REPLACE_EXISTING);
    digests.save();
  }

  /** This plugin's own version: another one may make something else of the same inputs. */
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
