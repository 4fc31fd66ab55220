package io.github.miragemaven.local;

import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.local.service.Quota;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How a local region behaves. Immutable; each method gives settings that differ in one thing. */
public final class LocalRegionSettings {

  /** The same fields while they are being set. */
  private static final class Draft {
    private Path directory = Path.of("");
    private String name = "local";
    private InstantSource clock = InstantSource.system();
    private InstantSource requestClock = InstantSource.system();
    private Duration latency = Duration.ZERO;
    private Faults faults = Faults.none();
    private Policy policy = Policy.everything();
    private int polls = 1;
    private Optional<String> ownAddress = Optional.empty();
    private boolean encryptionByDefault;
    private boolean publicSharingBlocked = true;
    private final Map<Quota, Long> quotas = new EnumMap<>(Quota.class);
    private boolean everyBucketOwned;
    private String importRole = "vmimport";
    private boolean importRoleBlind;
    private Machines machines = Machines.ofThisMachine();

    private Draft copy() {
      Draft copy = new Draft();
      copy.directory = directory;
      copy.name = name;
      copy.clock = clock;
      copy.requestClock = requestClock;
      copy.latency = latency;
      copy.faults = faults;
      copy.policy = policy;
      copy.polls = polls;
      copy.ownAddress = ownAddress;
      copy.encryptionByDefault = encryptionByDefault;
      copy.publicSharingBlocked = publicSharingBlocked;
      copy.quotas.putAll(quotas);
      copy.everyBucketOwned = everyBucketOwned;
      copy.importRole = importRole;
      copy.importRoleBlind = importRoleBlind;
      copy.machines = machines;
      return copy;
    }
  }

  private final Draft fields;

  private LocalRegionSettings(Draft fields) {
    this.fields = fields;
  }

  /**
   * The defaults: a region named {@code local} by the system's clock, in which nothing fails.
   *
   * @param directory where it is kept, made where it is missing; other regions are kept below the
   *     same one
   */
  public static LocalRegionSettings in(Path directory) {
    Draft draft = new Draft();
    draft.directory = directory.toAbsolutePath().normalize();
    return new LocalRegionSettings(draft);
  }

  private LocalRegionSettings with(Consumer<Draft> change) {
    Draft draft = fields.copy();
    change.accept(draft);
    return new LocalRegionSettings(draft);
  }

  /** Another name for the region; requests are signed for it. */
  public LocalRegionSettings named(String name) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("Not a region's name: " + name);
    }
    return with(draft -> draft.name = name);
  }

  /** Another clock for what the region holds: timeouts, deprecations, the age of tokens. */
  public LocalRegionSettings at(InstantSource clock) {
    return with(draft -> draft.clock = clock);
  }

  /** Another clock to hold the dates of requests against. */
  public LocalRegionSettings datingRequestsBy(InstantSource clock) {
    return with(draft -> draft.requestClock = clock);
  }

  /** Time added to each answer. */
  public LocalRegionSettings withLatency(Duration latency) {
    return with(draft -> draft.latency = latency);
  }

  /** Which requests fail, and how. */
  public LocalRegionSettings failing(Faults faults) {
    return with(draft -> draft.faults = faults);
  }

  /** What the caller may do. */
  public LocalRegionSettings allowing(Policy policy) {
    return with(draft -> draft.policy = policy);
  }

  /** How often what is new, or changes its state, is described as before until it is ready. */
  public LocalRegionSettings readyAfter(int polls) {
    return with(draft -> draft.polls = polls);
  }

  /** The account has this Elastic IP address from the start, out of 203.0.113.0/24. */
  public LocalRegionSettings owningAddress(String address) {
    return with(draft -> draft.ownAddress = Optional.of(address));
  }

  /** The account has each bucket that it is asked for, in the region that is asked. */
  public LocalRegionSettings owningEveryBucket() {
    return with(draft -> draft.everyBucketOwned = true);
  }

  /**
   * The role that disk images can be imported by, which is {@code vmimport} where nothing is said.
   *
   * @param role its name; empty for none
   */
  public LocalRegionSettings importingBy(String role) {
    return with(draft -> draft.importRole = role);
  }

  /** The role that disk images are imported by may not read the buckets. */
  public LocalRegionSettings keepingBucketsFromTheImportRole() {
    return with(draft -> draft.importRoleBlind = true);
  }

  /** The account encrypts every new snapshot. */
  public LocalRegionSettings encryptingByDefault() {
    return with(draft -> draft.encryptionByDefault = true);
  }

  /** The account lets AMIs be shared with everyone, which AWS blocks for new accounts. */
  public LocalRegionSettings lettingImagesBePublic() {
    return with(draft -> draft.publicSharingBlocked = false);
  }

  /** The account may have so many of something, other than by default. */
  public LocalRegionSettings withQuota(Quota quota, long value) {
    return with(draft -> draft.quotas.put(quota, value));
  }

  /**
   * What instances run on; QEMU where it is on the PATH and nothing else is said, and nothing that
   * answers where it is not, or the AMI is paravirtual.
   */
  public LocalRegionSettings running(Machines machines) {
    return with(draft -> draft.machines = machines);
  }

  Path directory() {
    return fields.directory;
  }

  String name() {
    return fields.name;
  }

  InstantSource clock() {
    return fields.clock;
  }

  InstantSource requestClock() {
    return fields.requestClock;
  }

  Duration latency() {
    return fields.latency;
  }

  Faults faults() {
    return fields.faults;
  }

  Policy policy() {
    return fields.policy;
  }

  int polls() {
    return fields.polls;
  }

  Optional<String> ownAddress() {
    return fields.ownAddress;
  }

  boolean encryptionByDefault() {
    return fields.encryptionByDefault;
  }

  boolean publicSharingBlocked() {
    return fields.publicSharingBlocked;
  }

  Map<Quota, Long> quotas() {
    return fields.quotas;
  }

  boolean everyBucketOwned() {
    return fields.everyBucketOwned;
  }

  String importRole() {
    return fields.importRole;
  }

  boolean importRoleBlind() {
    return fields.importRoleBlind;
  }

  Machines machines() {
    return fields.machines;
  }
}
