package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resources of a region, in a directory named after it. */
public final class RegionState {

  /** The account that owns all resources. */
  public static final String ACCOUNT = "123456789012";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final DirectoryLock lock;
  private final JsonStore<Snapshot> snapshots;
  private final JsonStore<Image> images;
  private final JsonStore<Parameter> parameters;
  private final JsonStore<Instance> instances;
  private final JsonStore<SecurityGroup> securityGroups;
  private final JsonStore<ElasticAddress> elasticAddresses;
  private final Vpc vpc;
  private final Blocks blocks;

  private RegionState(Path directory, String region, DirectoryLock lock) throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.snapshots = JsonStore.in(directory.resolve("snapshots"), Snapshot.class);
    this.images = JsonStore.in(directory.resolve("images"), Image.class);
    this.parameters = JsonStore.in(directory.resolve("parameters"), Parameter.class);
    this.instances = JsonStore.in(directory.resolve("instances"), Instance.class);
    this.securityGroups = JsonStore.in(directory.resolve("security-groups"), SecurityGroup.class);
    this.elasticAddresses = JsonStore.in(directory.resolve("addresses"), ElasticAddress.class);
    this.vpc = Vpc.of(region);
    this.blocks = new Blocks(directory.resolve("blocks"));
  }

  /**
   * Opens a region's state, creating it if it is missing, and removes the leftovers of a killed
   * server.
   */
  public static RegionState open(Path parent, String region) throws IOException {
    Path directory = Files.createDirectories(parent.resolve(region));
    DirectoryLock lock = new DirectoryLock(directory.resolve("lock"));
    RegionState state = new RegionState(directory, region, lock);
    state.lock.hold(
        () -> {
          state.snapshots.sweep();
          state.images.sweep();
          state.parameters.sweep();
          state.instances.sweep();
          state.securityGroups.sweep();
          state.elasticAddresses.sweep();
          SecurityGroup usual = state.vpc.defaultGroup();
          if (state.securityGroups.find(usual.id()).isEmpty()) {
            state.securityGroups.put(usual.id(), usual);
          }
          state.dropUnusedBlocks();
          return state;
        });
    return state;
  }

  /** Allocates an Elastic IP address, unless the account has it already. */
  public void own(String address) throws IOException {
    lock.hold(
        () -> {
          if (elasticAddresses.all().stream().noneMatch(own -> own.address().equals(address))) {
            String id = newId("eipalloc");
            elasticAddresses.put(id, new ElasticAddress(id, address, Optional.empty(), Map.of()));
          }
          return address;
        });
  }

  /** Returns the region's directory. */
  Path directory() {
    return directory;
  }

  /** Returns the lock, held while records are changed or several are read consistently. */
  public DirectoryLock lock() {
    return lock;
  }

  /** Returns the snapshots. */
  public JsonStore<Snapshot> snapshots() {
    return snapshots;
  }

  /** Returns the AMIs. */
  public JsonStore<Image> images() {
    return images;
  }

  /** Returns the parameters, by the digests of their names. */
  public JsonStore<Parameter> parameters() {
    return parameters;
  }

  /** Returns the instances. */
  public JsonStore<Instance> instances() {
    return instances;
  }

  /** Returns the security groups of the VPC. */
  public JsonStore<SecurityGroup> securityGroups() {
    return securityGroups;
  }

  /** Returns the Elastic IP addresses. */
  public JsonStore<ElasticAddress> elasticAddresses() {
    return elasticAddresses;
  }

  /** Returns the VPC. */
  public Vpc vpc() {
    return vpc;
  }

  /** Returns the directory of the machines' files. */
  public Path machines() {
    return directory.resolve("machines");
  }

  /** Returns the blocks of the snapshots. */
  public Blocks blocks() {
    return blocks;
  }

  /** Deletes the files of blocks that no snapshot uses. Called under the lock. */
  public void dropUnusedBlocks() throws IOException {
    Set<String> ids = new HashSet<>();
    Set<String> layers = new HashSet<>();
    for (Snapshot snapshot : snapshots.all()) {
      ids.add(snapshot.id());
      layers.addAll(snapshot.volume().layers());
    }
    blocks.retain(ids, layers);
  }

  /** Returns a new ID: a prefix such as {@code snap} and 17 hexadecimal digits. */
  public static String newId(String kind) {
    byte[] random = new byte[9];
    RANDOM.nextBytes(random);
    return kind + "-0" + HexFormat.of().formatHex(random).substring(0, 16);
  }

  /** Returns the directory, for messages. */
  @Override
  public String toString() {
    return directory.toString();
  }
}
