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

/** All that one region holds, below a directory named like it. */
public final class RegionState {

  /** The account that owns everything made here. */
  public static final String ACCOUNT = "123456789012";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final DirectoryLock lock;
  private final JsonStore<Snapshot> snapshots;
  private final JsonStore<Image> images;
  private final JsonStore<Parameter> parameters;
  private final JsonStore<Instance> instances;
  private final JsonStore<LaunchTemplate> launchTemplates;
  private final JsonStore<SecurityGroup> securityGroups;
  private final JsonStore<Volume> volumes;
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
    this.launchTemplates =
        JsonStore.in(directory.resolve("launch-templates"), LaunchTemplate.class);
    this.securityGroups = JsonStore.in(directory.resolve("security-groups"), SecurityGroup.class);
    this.volumes = JsonStore.in(directory.resolve("volumes"), Volume.class);
    this.elasticAddresses = JsonStore.in(directory.resolve("addresses"), ElasticAddress.class);
    this.vpc = Vpc.of(region);
    this.blocks = new Blocks(directory.resolve("blocks"));
  }

  /** Opens a region's state, made where it is missing, and sweeps what a killed server left. */
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
          state.launchTemplates.sweep();
          state.securityGroups.sweep();
          state.volumes.sweep();
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

  /** Sees to it that the account has an Elastic IP address. */
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

  /** The region's directory. */
  Path directory() {
    return directory;
  }

  /** Held by whoever changes records, or reads several that must agree. */
  public DirectoryLock lock() {
    return lock;
  }

  /** The region's snapshots. */
  public JsonStore<Snapshot> snapshots() {
    return snapshots;
  }

  /** The region's own AMIs. */
  public JsonStore<Image> images() {
    return images;
  }

  /** The region's parameters, by the digests of their names. */
  public JsonStore<Parameter> parameters() {
    return parameters;
  }

  /** The region's instances. */
  public JsonStore<Instance> instances() {
    return instances;
  }

  /** The region's launch templates. */
  public JsonStore<LaunchTemplate> launchTemplates() {
    return launchTemplates;
  }

  /** The security groups of the region's VPC. */
  public JsonStore<SecurityGroup> securityGroups() {
    return securityGroups;
  }

  /** The public addresses that the account keeps. */
  public JsonStore<ElasticAddress> elasticAddresses() {
    return elasticAddresses;
  }

  /** The region's VPC. */
  public Vpc vpc() {
    return vpc;
  }

  /** Where the machines of instances keep their files. */
  public Path machines() {
    return directory.resolve("machines");
  }

  /** The volumes that were created by themselves. */
  public JsonStore<Volume> volumes() {
    return volumes;
  }

  /** The file that has a volume's bytes. */
  public Path volumeFile(String id) {
    return directory.resolve("volumes").resolve(id + ".disk");
  }

  /** The blocks of the snapshots. */
  public Blocks blocks() {
    return blocks;
  }

  /** Removes the files of blocks that no snapshot has; under the lock. */
  public void dropUnusedBlocks() throws IOException {
    Set<String> ids = new HashSet<>();
    Set<String> layers = new HashSet<>();
    for (Snapshot snapshot : snapshots.all()) {
      ids.add(snapshot.id());
      layers.addAll(snapshot.layers());
    }
    blocks.retain(ids, layers);
  }

  /** A new id: a kind such as {@code snap} and 17 hexadecimal digits. */
  public static String newId(String kind) {
    byte[] random = new byte[9];
    RANDOM.nextBytes(random);
    return kind + "-0" + HexFormat.of().formatHex(random).substring(0, 16);
  }

  /** The directory, for messages. */
  @Override
  public String toString() {
    return directory.toString();
  }
}
