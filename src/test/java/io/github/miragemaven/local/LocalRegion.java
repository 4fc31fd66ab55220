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
 * A local region with everything that only tests use: more services, calls that fail, an account
 * with other rules, and resources that were not made by calls.
 */
public final class LocalRegion implements RegionProvider.OpenRegion {

  private final LocalRegionSettings settings;
  private final TestCalls filter;
  private final RegionServer server;
  private final RegionState state;

  private LocalRegion(LocalRegionSettings settings) throws LocalRegionException {
    this.settings = settings;
    this.filter = new TestCalls(settings);
    this.server =
        RegionServer.open(settings.directory(), settings.name(), new TestOptions(settings, filter));
    this.state = server.state();
  }

  /**
   * Opens a region and starts its server.
   *
   * @throws LocalRegionException where its directory cannot be used
   */
  public static LocalRegion open(LocalRegionSettings settings) throws LocalRegionException {
    return new LocalRegion(settings);
  }

  /** The region's name. */
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

  /** New temporary credentials, good for so long; for a negative time they have expired already. */
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

  /** Fails requests by other rules from now on. */
  public void inject(Faults faults) {
    filter.inject(faults);
  }

  /** How many signed requests came in for each operation since it was opened, failed ones too. */
  public Map<String, Long> requests() {
    return filter.requests();
  }

  /** What was left in the region that no finished deployment leaves. */
  public List<Leak> leaks() throws IOException {
    return Leaks.in(state, settings.clock());
  }

  /**
   * Writes a completed snapshot as a sparse disk image.
   *
   * @throws IOException also where there is no such completed snapshot
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

  /** Puts a running instance of an image there, and gives its id. */
  public String addInstance(String imageId) throws IOException {
    return addInstance(imageId, "running");
  }

  /** Puts an instance of an image in a state such as {@code stopped} there, and gives its id. */
  public String addInstance(String imageId, String instanceState) throws IOException {
    return new StagedInstance(state, settings.clock()).add(imageId, instanceState);
  }

  /**
   * Where a TCP port of one of the region's hosts is reached on this machine. Where it is not let
   * in, or nothing runs there, that is a port that refuses. Hosts that are not the region's are
   * reached as they are.
   *
   * @param host an address that an instance has, public or private, IPv4 or IPv6
   */
  @Override
  public InetSocketAddress reach(String host, int port) {
    return server.reach(host, port);
  }

  /**
   * Puts a launch template there whose versions launch these images, the last by default, and gives
   * its id.
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
    state.launchTemplates().put(id, new LaunchTemplate(id, name, now, versions, versions.size()));
    return id;
  }

  /** Puts a bucket there; one of that name in another region is put here. */
  public void addBucket(String name) throws IOException {
    GlobalState.open(settings.directory()).buckets().put(name, new Bucket(name, settings.name()));
  }

  /** The file that has the bytes of a volume, for whoever plays the instance it is attached to. */
  public Path volumeFile(String volumeId) {
    return state.volumeFile(volumeId);
  }

  /**
   * Stops the server and switches off the machines. What the region holds stays in its directory.
   */
  @Override
  public void close() {
    server.close();
  }
}
