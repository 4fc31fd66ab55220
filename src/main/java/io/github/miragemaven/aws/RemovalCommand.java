package io.github.miragemaven.aws;

/** Commands with which the user can remove resources by hand. */
public final class RemovalCommand {

  private RemovalCommand() {}

  /** Returns the command that deregisters an AMI. */
  public static String ofAmi(String region, String id) {
    return inRegion(
        region, "aws ec2 deregister-image --region %s --image-id %s".formatted(region, id));
  }

  /** Returns the command that deletes a snapshot. */
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
