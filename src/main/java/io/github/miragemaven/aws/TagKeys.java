package io.github.miragemaven.aws;

/**
 * The tags that tell what belongs to whom. Every resource gets them when it is made, so that the
 * next run finds what this one leaves, whatever becomes of it.
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

  /** The key that was asked for: an ARN, {@code default}, or {@code none}. */
  public static final String KEY = "mirage:key";

  /** The run that made it. */
  public static final String DEPLOYMENT = "mirage:deployment";

  /** The directory on the machine that it was made from, as a digest. */
  public static final String ORIGIN = "mirage:origin";

  /** The version of the plugin that made it. */
  public static final String PLUGIN = "mirage:plugin";

  /** The snapshot that it was begun on top of. */
  public static final String PARENT = "mirage:parent";

  /** How many bytes it holds that its parent does not. */
  public static final String SENT = "mirage:sent";

  /**
   * How far it has come: {@link #UNFINISHED}, {@link #DEPLOYED}, {@link #LAUNCHED}, {@link #KEPT}.
   */
  public static final String STATE = "mirage:state";

  /** A snapshot without an AMI as yet, or an instance that is being launched. */
  public static final String UNFINISHED = "unfinished";

  /** A snapshot that an AMI was made of. */
  public static final String DEPLOYED = "deployed";

  /** An instance whose launch is over. */
  public static final String LAUNCHED = "launched";

  /** An instance whose launch has failed, kept to be looked at. */
  public static final String KEPT = "kept";

  /** What an instance or a volume is there for: {@link #SITE} or {@link #BUILD}. */
  public static final String ROLE = "mirage:role";

  /** An instance that serves the site, and what was made for it. */
  public static final String SITE = "site";

  /** A volume that an image is being written to. */
  public static final String BUILD = "build";

  /** When an instance was last seen to answer as it should, as an ISO 8601 instant. */
  public static final String VERIFIED = "mirage:verified";

  /** The instance that had the public name before this one. */
  public static final String BEFORE = "mirage:before";

  /** When an instance that has lost the public name is to go, as an ISO 8601 instant. */
  public static final String DUE = "mirage:due";

  /**
   * A build host that a deployment has started, and that is stopped again by it or the next one.
   */
  public static final String STARTED = "mirage:started";

  /**
   * What the tags begin with by which deployments hold a build host that one of them has started;
   * the origin of each comes behind. Their value is when it is given up, as an ISO 8601 instant.
   */
  public static final String LEASE = "mirage:lease:";

  private TagKeys() {}
}
