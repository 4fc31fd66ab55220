package io.github.miragemaven.aws;

/**
 * The tags of the project's resources. Every resource is tagged when it is created, so that the
 * next run finds what an interrupted run left.
 */
public final class TagKeys {

  /** The project, as {@code groupId:artifactId}. */
  public static final String PROJECT = "mirage:project";

  /** The project's version. */
  public static final String VERSION = "mirage:version";

  /** The digest of the disk image. */
  public static final String IMAGE = "mirage:image";

  /** The digest of the settings that an AMI cannot change afterwards. */
  public static final String SETTINGS = "mirage:settings";

  /** The requested KMS key: an ARN, {@code default}, or {@code none}. */
  public static final String KEY = "mirage:key";

  /** The deployment that created the resource. */
  public static final String DEPLOYMENT = "mirage:deployment";

  /** A digest of the machine and the directory of the build that created the resource. */
  public static final String ORIGIN = "mirage:origin";

  /** The version of the plugin that created the resource. */
  public static final String PLUGIN = "mirage:plugin";

  /** The parent snapshot of a snapshot. */
  public static final String PARENT = "mirage:parent";

  /** The number of bytes in a snapshot that its parent does not hold. */
  public static final String SENT = "mirage:sent";

  /**
   * The state of a resource: {@link #UNFINISHED}, {@link #DEPLOYED}, {@link #LAUNCHED}, {@link
   * #KEPT}.
   */
  public static final String STATE = "mirage:state";

  /** A snapshot that has no AMI yet, or an instance whose launch is in progress. */
  public static final String UNFINISHED = "unfinished";

  /** A snapshot from which an AMI was registered. */
  public static final String DEPLOYED = "deployed";

  /** An instance whose launch succeeded. */
  public static final String LAUNCHED = "launched";

  /** An instance whose launch failed, kept for inspection. */
  public static final String KEPT = "kept";

  /** The purpose of an instance or a volume: {@link #SITE} or {@link #BUILD}. */
  public static final String ROLE = "mirage:role";

  /** An instance that serves the site, and the resources created for it. */
  public static final String SITE = "site";

  /** A volume to which a build host writes an image. */
  public static final String BUILD = "build";

  /** The time when an instance last passed verification, as an ISO 8601 instant. */
  public static final String VERIFIED = "mirage:verified";

  /** The instance that received the traffic before this one. */
  public static final String BEFORE = "mirage:before";

  /** The time from which a replaced instance may be terminated, as an ISO 8601 instant. */
  public static final String DUE = "mirage:due";

  /** Marks a build host that a deployment started and must stop again. */
  public static final String STARTED = "mirage:started";

  /**
   * The prefix of the tags with which deployments lease a started build host. The origin of the
   * deployment follows. The value is the expiry of the lease, as an ISO 8601 instant.
   */
  public static final String LEASE = "mirage:lease:";

  private TagKeys() {}
}
