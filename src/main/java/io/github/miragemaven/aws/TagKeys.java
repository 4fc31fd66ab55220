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

  /** How far it has come: {@link #UNFINISHED} or {@link #DEPLOYED}. */
  public static final String STATE = "mirage:state";

  /** A snapshot without an AMI as yet. */
  public static final String UNFINISHED = "unfinished";

  /** A snapshot that an AMI was made of. */
  public static final String DEPLOYED = "deployed";

  private TagKeys() {}
}
