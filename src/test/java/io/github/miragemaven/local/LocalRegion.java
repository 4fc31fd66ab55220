package io.github.miragemaven.local;

import io.github.miragemaven.aws.RegionProvider;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.signature.AccessKey;
import io.github.miragemaven.local.state.Bucket;
import io.github.miragemaven.local.state.DiskExport;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.TestState;
import io.github.miragemaven.local.tls.TestIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;

/**
 * A local region with everything that only tests use: more services, faults, other account rules,
 * and resources that are created without calls.
 */
public final class LocalRegion implements RegionProvider.OpenRegion {

  private final LocalRegionSettings settings;
  private final TestCalls filter;
  private final RegionServer server;
  private final RegionState state;

  private LocalRegion(LocalRegionSettings settings) throws LocalRegionException {
    this.settings = settings;
    this.filter = new TestCalls(settings);
    writeIdentity(settings.directory());
    this.server =
        RegionServer.open(settings.directory(), settings.name(), new TestOptions(settings, filter));
    this.state = server.state();
  }

  private static void writeIdentity(Path directory) {
    try {
      TestIdentity.writeTo(directory);
    } catch (IOException e) {
      // The region reports that its directory cannot be used.
      return;
    }
  }

  /**
   * Opens a region and starts its server.
   *
   * @throws LocalRegionException if its directory cannot be used
   */
  public static LocalRegion open(LocalRegionSettings settings) throws LocalRegionException {
    return new LocalRegion(settings);
  }

  /** Returns the region's name. */
  public String name() {
    return settings.name();
  }

  @Override
  public URI endpoint() {
    return server.endpoint();
  }

  @Override
  public io.github.miragemaven.aws.AccessKey accessKey() {
    return server.accessKey();
  }

  /**
   * Creates temporary credentials with this lifetime; with a negative one they have already
   * expired.
   */
  public io.github.miragemaven.aws.AccessKey temporaryCredentials(Duration lifetime)
      throws IOException {
    AccessKey key =
        new TemporaryKeys(settings.directory())
            .add(settings.requestClock().instant().plus(lifetime));
    return new io.github.miragemaven.aws.AccessKey(
        key.id(), key.secret(), key.session().map(AccessKey.Session::token));
  }

  @Override
  public X509TrustManager trustManager() {
    return server.trustManager();
  }

  /** Replaces the faults from now on. */
  public void inject(Faults faults) {
    filter.inject(faults);
  }

  /**
   * Returns the number of signed requests for each operation since the region was opened, including
   * failed ones.
   */
  public Map<String, Long> requests() {
    return filter.requests();
  }

  /** Finds the resources that no finished deployment leaves. */
  public List<Leak> leaks() throws IOException {
    return Leaks.in(state, settings.clock());
  }

  /**
   * Writes a completed snapshot as a sparse disk image.
   *
   * @throws IOException also if there is no such completed snapshot
   */
  public void export(String snapshotId, Path file) throws IOException {
    Snapshot snapshot =
        state
            .snapshots()
            .find(snapshotId)
            .filter(found -> found.phase() == Snapshot.Phase.COMPLETED)
            .orElseThrow(
                () -> new IOException("The region has no completed snapshot " + snapshotId));
    new DiskExport(state.blocks()).write(snapshot, file);
  }

  /** Adds a running instance of an image and returns its ID. */
  public String addInstance(String imageId) throws IOException {
    return addInstance(imageId, "running");
  }

  /** Adds an instance of an image in a state such as {@code stopped} and returns its ID. */
  public String addInstance(String imageId, String instanceState) throws IOException {
    return new StagedInstance(state, settings.clock()).add(imageId, instanceState);
  }

  /**
   * Returns the local address of a TCP port of a host of the region. The port refuses connections
   * if it is not admitted or nothing listens there. Other hosts keep their addresses.
   *
   * @param host a public or private address of an instance, IPv4 or IPv6
   */
  @Override
  public InetSocketAddress reach(String host, int port) {
    return server.reach(host, port);
  }

  /**
   * Adds a launch template whose versions launch these images, the last by default, and returns its
   * ID.
   */
  public String addLaunchTemplate(String name, String... imageIds) throws IOException {
    String id = RegionState.newId("lt");
    Instant now = settings.clock().instant();
    List<LaunchTemplate.Version> versions =
        Stream.of(imageIds)
            .map(
                imageId ->
                    new LaunchTemplate.Version(
                        Map.of("ImageId", imageId), Optional.empty(), Optional.empty(), now))
            .toList();
    TestState.of(state)
        .launchTemplates()
        .put(id, new LaunchTemplate(id, name, now, versions, versions.size()));
    return id;
  }

  /** Adds a bucket, or moves the one with that name from another region. */
  public void addBucket(String name) throws IOException {
    GlobalState.open(settings.directory()).buckets().put(name, new Bucket(name, settings.name()));
  }

  /**
   * Returns the file with a volume's data, for tests that simulate the instance it is attached to.
   */
  public Path volumeFile(String volumeId) {
    return TestState.of(state).volumeFile(volumeId);
  }

  /** Stops the server and the machines. The region's resources stay in its directory. */
  @Override
  public void close() {
    server.close();
  }
}
