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

/** The settings of a local region. Immutable; each method returns settings with one difference. */
public final class LocalRegionSettings {

  /** The mutable form of the settings. */
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
   * Returns the defaults: a region named {@code local} with the system's clock and no faults.
   *
   * @param directory its directory, created if missing; other regions may share it
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

  /** Sets the region's name, for which requests are signed. */
  public LocalRegionSettings named(String name) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("Not a region's name: " + name);
    }
    return with(draft -> draft.name = name);
  }

  /** Sets the clock of the region's resources: timeouts, deprecations, the age of tokens. */
  public LocalRegionSettings at(InstantSource clock) {
    return with(draft -> draft.clock = clock);
  }

  /** Sets the clock that the dates of requests are compared with. */
  public LocalRegionSettings datingRequestsBy(InstantSource clock) {
    return with(draft -> draft.requestClock = clock);
  }

  /** Sets a delay of all responses. */
  public LocalRegionSettings withLatency(Duration latency) {
    return with(draft -> draft.latency = latency);
  }

  /** Sets the faults. */
  public LocalRegionSettings failing(Faults faults) {
    return with(draft -> draft.faults = faults);
  }

  /** Sets the caller's permissions. */
  public LocalRegionSettings allowing(Policy policy) {
    return with(draft -> draft.policy = policy);
  }

  /** Sets how often a new or changing resource is described as pending until it is ready. */
  public LocalRegionSettings readyAfter(int polls) {
    return with(draft -> draft.polls = polls);
  }

  /** Gives the account an Elastic IP address from the start, out of 203.0.113.0/24. */
  public LocalRegionSettings owningAddress(String address) {
    return with(draft -> draft.ownAddress = Optional.of(address));
  }

  /** Gives the account every bucket that is requested, in the region of the request. */
  public LocalRegionSettings owningEveryBucket() {
    return with(draft -> draft.everyBucketOwned = true);
  }

  /**
   * Sets the role for imports of disk images, {@code vmimport} by default.
   *
   * @param role its name; empty for none
   */
  public LocalRegionSettings importingBy(String role) {
    return with(draft -> draft.importRole = role);
  }

  /** Denies the role for imports access to the buckets. */
  public LocalRegionSettings keepingBucketsFromTheImportRole() {
    return with(draft -> draft.importRoleBlind = true);
  }

  /** Enables encryption of all new snapshots. */
  public LocalRegionSettings encryptingByDefault() {
    return with(draft -> draft.encryptionByDefault = true);
  }

  /** Allows public sharing of AMIs, which AWS blocks for new accounts. */
  public LocalRegionSettings lettingImagesBePublic() {
    return with(draft -> draft.publicSharingBlocked = false);
  }

  /** Sets a quota. */
  public LocalRegionSettings withQuota(Quota quota, long value) {
    return with(draft -> draft.quotas.put(quota, value));
  }

  /**
   * Sets the machines of instances. The default is QEMU if it is on the PATH; without it, and for
   * paravirtual AMIs, nothing runs.
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
