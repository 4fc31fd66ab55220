package io.github.miragemaven.ami;

/**
 * An AMI that has been deployed.
 *
 * @param region the region's name
 * @param account the AWS account ID
 * @param ami the AMI
 * @param snapshot the ID of the snapshot of its disk
 * @param source how it got into the region
 */
public record Deployed(String region, String account, Ami ami, String snapshot, Source source) {

  /** How an AMI got into a region. */
  public enum Source {
    /** It was already registered. */
    EXISTING,
    /** It was registered from an uploaded snapshot. */
    REGISTERED,
    /** It was copied from another region. */
    COPIED
  }
}
