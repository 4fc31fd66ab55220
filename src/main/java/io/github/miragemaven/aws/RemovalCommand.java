package io.github.miragemaven.aws;

/** Commands for the user to remove by hand what this plugin could not, or was not asked to. */
public final class RemovalCommand {

  private RemovalCommand() {}

  /** Deregisters an AMI. */
  public static String ofAmi(String region, String id) {
    return inRegion(
        region, "aws ec2 deregister-image --region %s --image-id %s".formatted(region, id));
  }

  /** Deletes a snapshot. */
  public static String ofSnapshot(String region, String id) {
    return inRegion(
        region, "aws ec2 delete-snapshot --region %s --snapshot-id %s".formatted(region, id));
  }

  private static String inRegion(String region, String command) {
    return RegionProviders.find(region)
        .map(provider -> provider.removalCommand(region))
        .orElse(command);
  }
}
