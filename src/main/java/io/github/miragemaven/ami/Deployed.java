package io.github.miragemaven.ami;

/**
 * An AMI that a deployment has come to.
 *
 * @param region where it is
 * @param account whose it is
 * @param ami the AMI
 * @param snapshot what its disk is made of
 * @param way how it came there
 */
public record Deployed(String region, String account, Ami ami, String snapshot, Way way) {

  /** How an AMI came to be in a region. */
  public enum Way {
    /** It was there already. */
    FOUND,
    /** The image was uploaded, now or by an earlier run, and the AMI registered. */
    REGISTERED,
    /** It was copied from another region. */
    COPIED
  }
}
