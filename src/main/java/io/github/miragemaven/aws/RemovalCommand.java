package io.github.miragemaven.aws;

/** Commands for the user to remove by hand what this plugin could not, or was not asked to. */
public final class RemovalCommand {

  private RemovalCommand() {}

  /** Deregisters an AMI. */
  public static String ofAmi(String region, String id) {
    return Aws.isLocal(region)
        ? prune(region)
        : "aws ec2 deregister-image --region %s --image-id %s".formatted(region, id);
  }

  /** Deletes a snapshot. */
  public static String ofSnapshot(String region, String id) {
    return Aws.isLocal(region)
        ? prune(region)
        : "aws ec2 delete-snapshot --region %s --snapshot-id %s".formatted(region, id);
  }

  /** No other program reaches the regions on this machine, which are open only while we run. */
  private static String prune(String region) {
    return "mvn mirage:prune -Dmirage.region=%s -Dmirage.prune.confirm".formatted(region);
  }
}
