package io.github.miragemaven.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ARNs of a project's resources. Those of AMIs and snapshots contain no account ID. */
final class Arns {

  /** The partitions other than {@code aws}, by the prefix of their regions' names. */
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

  /** Returns the ARN of all resources of a type, such as {@code instance}, in the account. */
  String all(String kind) {
    return "arn:" + partition + ":ec2:*:*:" + kind + "/*";
  }

  String bucket(String name) {
    return "arn:" + partition + ":s3:::" + name;
  }

  /** Returns the ARN of the objects in a bucket whose keys have a prefix. */
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

  /** Returns the ARN of a key. An alias does not reveal its key, so it gives any key. */
  String key(String key) {
    if (alias(key).isPresent()) {
      return "arn:" + partition + ":kms:*:*:key/*";
    }
    return key.startsWith("arn:") ? key : "arn:%s:kms:*:*:key/%s".formatted(partition, key);
  }

  /** Returns the alias by which a key is named, if it is. */
  static Optional<String> alias(String key) {
    int alias = key.indexOf("alias/");
    return alias < 0 ? Optional.empty() : Optional.of(key.substring(alias));
  }
}
