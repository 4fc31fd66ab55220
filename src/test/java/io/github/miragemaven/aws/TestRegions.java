package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.local.Leak;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionException;
import io.github.miragemaven.local.LocalRegionProvider;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Faults;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Regions on this machine below one directory, which fail as a test says. */
public final class TestRegions implements RegionProvider {

  private final RegionProvider local = new LocalRegionProvider();
  private final Path directory;
  private final Map<String, LocalRegion> opened = new ConcurrentSkipListMap<>();
  private final Map<String, Faults> ownFaults = new TreeMap<>();
  private UnaryOperator<LocalRegionSettings> settings = UnaryOperator.identity();

  /** Regions that are kept there. */
  public TestRegions(Path directory) {
    this.directory = directory;
  }

  /** Has regions that are opened from now on fail. */
  public TestRegions failing(Faults faults) {
    return with(usual -> usual.failing(faults));
  }

  /** Has the region of that name fail when it is opened from now on, and no other. */
  public TestRegions only(String name, Faults faults) {
    ownFaults.put(name, faults);
    return this;
  }

  /** Has regions that are opened from now on behave so. */
  public TestRegions with(UnaryOperator<LocalRegionSettings> change) {
    settings = change;
    return this;
  }

  /** AWS with only these regions in it. */
  public Aws aws(int connections) {
    return new Aws(
        new AwsSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            connections,
            directory),
        this);
  }

  @Override
  public boolean handles(String region) {
    return local.handles(region);
  }

  @Override
  public Set<Capability> capabilities() {
    return local.capabilities();
  }

  @Override
  public String removalCommand(String region) {
    return local.removalCommand(region);
  }

  @Override
  public Optional<String> explain(String region, String errorCode, String message) {
    return local.explain(region, errorCode, message);
  }

  @Override
  public LocalRegion open(String name, Path below) throws FailureException {
    try {
      return open(name);
    } catch (LocalRegionException e) {
      throw new EnvironmentFailureException(e.getMessage(), e);
    }
  }

  /** Opens the region of that name. */
  public LocalRegion open(String name) throws LocalRegionException {
    LocalRegionSettings usual = settings.apply(LocalRegionSettings.in(directory).named(name));
    LocalRegion region =
        LocalRegion.open(ownFaults.containsKey(name) ? usual.failing(ownFaults.get(name)) : usual);
    opened.put(name, region);
    return region;
  }

  /** Whether a region of that name has been opened. */
  public boolean wasOpened(String region) {
    return opened.containsKey(region);
  }

  /** How many requests of an operation the region that was opened last has got. */
  public long requests(String region, String operation) {
    return opened.get(region).requests().getOrDefault(operation, 0L);
  }

  /** All that the region that was opened last has got, by operation. */
  public Map<String, Long> requests(String region) {
    return new TreeMap<>(opened.get(region).requests());
  }

  /** Whether the region that was opened last still answers. */
  public boolean isOpen(String region) {
    URI endpoint = opened.get(region).endpoint();
    try (Socket connected = new Socket(endpoint.getHost(), endpoint.getPort())) {
      return connected.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** The operations that the region has been asked for; none if it was not even opened. */
  public Set<String> asked(String region) {
    return opened.containsKey(region) ? opened.get(region).requests().keySet() : Set.of();
  }

  /** Puts an instance there that is no one's. */
  public String addInstance(String region) throws IOException {
    return opened.get(region).addInstance("ami-00000000000000001");
  }

  /** What was left there. */
  public List<Leak> leaks(String region) throws IOException {
    return opened.get(region).leaks();
  }

  /** Writes a completed snapshot as a disk. */
  public void export(String region, String snapshot, Path file) throws IOException {
    opened.get(region).export(snapshot, file);
  }
}
