package io.github.miragemaven.local;

import io.github.miragemaven.aws.RegionProvider;
import io.github.miragemaven.local.autoscaling.AutoScalingService;
import io.github.miragemaven.local.ebs.EbsService;
import io.github.miragemaven.local.ec2.Ec2Service;
import io.github.miragemaven.local.elb.ElbService;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.http.TlsServer;
import io.github.miragemaven.local.kms.KmsService;
import io.github.miragemaven.local.machine.MachineRoom;
import io.github.miragemaven.local.quotas.QuotasService;
import io.github.miragemaven.local.route53.Route53Service;
import io.github.miragemaven.local.s3.S3Service;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.SealedTokens;
import io.github.miragemaven.local.signature.AccessKey;
import io.github.miragemaven.local.signature.SignatureCheck;
import io.github.miragemaven.local.ssm.SsmService;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.Bucket;
import io.github.miragemaven.local.state.DiskExport;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.sts.StsService;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * A region on this machine. One HTTPS endpoint on 127.0.0.1 serves all its services, told apart by
 * the service that a request is signed for.
 *
 * <p>What it holds stays in its directory when it is closed, or killed. Several may be open on one
 * directory at once, in one process or many, under the same name or as sisters.
 */
public final class LocalRegion implements RegionProvider.OpenRegion {

  private final LocalRegionSettings settings;
  private final Keyring keyring;
  private final RegionState state;
  private final FrontDoor door;
  private final TlsServer server;
  private final MachineRoom machines;
  private final RefusingPort nowhere;

  private LocalRegion(LocalRegionSettings settings) throws IOException {
    this.settings = settings;
    this.keyring = Keyring.in(settings.directory());
    this.state = RegionState.open(settings.directory(), settings.name());
    if (settings.ownAddress().isPresent()) {
      state.own(settings.ownAddress().get());
    }
    this.machines = MachineRoom.of(state, settings.machines(), settings.clock());
    this.nowhere = RefusingPort.open();
    RegionContext region =
        new RegionContext(
            settings.name(),
            settings.directory(),
            state,
            settings.clock(),
            settings.polls(),
            settings.policy(),
            new SealedTokens(keyring.accessKey().secret(), settings.clock()),
            settings.encryptionByDefault(),
            settings.publicSharingBlocked(),
            settings.quotas(),
            settings.everyBucketOwned(),
            settings.importRole(),
            settings.importRoleBlind(),
            machines);
    this.door =
        new FrontDoor(
            List.of(
                new Ec2Service(region),
                new EbsService(region),
                new SsmService(region),
                new KmsService(region),
                new QuotasService(region),
                new ElbService(region),
                new AutoScalingService(region),
                new Route53Service(region),
                new S3Service(region),
                new StsService()),
            new SignatureCheck(keyring::find, settings.requestClock()),
            settings);
    this.server = TlsServer.start(keyring.identity().serverContext(), door);
  }

  /**
   * Opens a region and starts its server.
   *
   * @throws LocalRegionException where its directory cannot be used
   */
  public static LocalRegion open(LocalRegionSettings settings) throws LocalRegionException {
    try {
      return new LocalRegion(settings);
    } catch (IOException e) {
      throw new LocalRegionException(
          """
          The local region cannot be kept in %s: %s
          Give it a directory that can be written to, or remove this one to begin anew.\
          """
              .formatted(settings.directory(), e.getMessage()),
          e);
    }
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
    return published(keyring.accessKey());
  }

  /** New temporary credentials, good for so long; for a negative time they have expired already. */
  public io.github.miragemaven.aws.AccessKey temporaryCredentials(Duration lifetime)
      throws IOException {
    return published(keyring.addTemporary(settings.requestClock().instant().plus(lifetime)));
  }

  private static io.github.miragemaven.aws.AccessKey published(AccessKey key) {
    return new io.github.miragemaven.aws.AccessKey(
        key.id(), key.secret(), key.session().map(AccessKey.Session::token));
  }

  @Override
  public X509TrustManager trustManager() {
    return keyring.identity().trustManager();
  }

  /** Fails requests by other rules from now on. */
  public void inject(Faults faults) {
    door.inject(faults);
  }

  /** How many signed requests came in for each operation since it was opened, failed ones too. */
  public Map<String, Long> requests() {
    return door.requests();
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
    if (!Addresses.isOurs(host)) {
      return new InetSocketAddress(host, port);
    }
    try {
      return machines.reach(host, port).orElse(nowhere.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    machines.close();
    nowhere.close();
  }
}
