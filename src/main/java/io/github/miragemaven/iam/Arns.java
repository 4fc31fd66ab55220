package io.github.miragemaven.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ARNs of what a project has. AMIs and snapshots have no account in theirs. */
final class Arns {

  /** The partitions beside {@code aws}, by what their regions' names begin with. */
  private static final Map<String, String> PARTITIONS =
      Map.of("cn-", "aws-cn", "us-gov-", "aws-us-gov", "eusc-", "aws-eusc");

  private final String partition;

  Arns(List<String> regions) {
    this.partition =
        regions.stream()
            .flatMap(
                region ->
                    PARTITIONS.entrySet().stream()
                        .filter(entry -> region.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue))
            .findFirst()
            .orElse("aws");
  }

  String images() {
    return "arn:" + partition + ":ec2:*::image/*";
  }

  String snapshots() {
    return "arn:" + partition + ":ec2:*::snapshot/*";
  }

  /** Everything of a kind that the account has, such as {@code instance}. */
  String all(String kind) {
    return "arn:" + partition + ":ec2:*:*:" + kind + "/*";
  }

  String bucket(String name) {
    return "arn:" + partition + ":s3:::" + name;
  }

  /** The objects in a bucket whose keys begin so. */
  String objects(String bucket, String prefix) {
    return bucket(bucket) + "/" + prefix + "*";
  }

  String targetGroups() {
    return "arn:" + partition + ":elasticloadbalancing:*:*:targetgroup/*/*";
  }

  String scalingGroups() {
    return "arn:" + partition + ":autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*";
  }

  String zones() {
    return "arn:" + partition + ":route53:::hostedzone/*";
  }

  String changes() {
    return "arn:" + partition + ":route53:::change/*";
  }

  String parameter(String name) {
    return "arn:%s:ssm:*:*:parameter/%s".formatted(partition, name.replaceFirst("^/", ""));
  }

  /** The key of an id or an ARN; any for an alias, whose own ARN is not that of its key. */
  String key(String key) {
    if (alias(key).isPresent()) {
      return "arn:" + partition + ":kms:*:*:key/*";
    }
    return key.startsWith("arn:") ? key : "arn:%s:kms:*:*:key/%s".formatted(partition, key);
  }

  /** The alias that a key is named by, if it is. */
  static Optional<String> alias(String key) {
    int alias = key.indexOf("alias/");
    return alias < 0 ? Optional.empty() : Optional.of(key.substring(alias));
  }
}
