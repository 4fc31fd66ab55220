package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.List;

/** The statements of a deployment through a bucket. */
final class ImportStatements {

  private static final String ANY = "*";

  private final LeastPrivilege policy;
  private final Arns arns;
  private final String bucket;
  private final String objects;

  /**
   * Creates the statements of a project.
   *
   * @param bucket the bucket's name, with {@code {region}} for a region's name
   */
  ImportStatements(LeastPrivilege policy, Arns arns, String project, String bucket) {
    this.policy = policy;
    this.arns = arns;
    this.bucket = bucket.replace("{region}", ANY);
    this.objects = "mirage/" + project.replace(':', '/') + "/";
  }

  /** Adds the statements of a dry run. */
  void ofDryRun() {
    policy.allow("Bucket", arns.bucket(bucket), List.of("s3:GetBucketLocation"));
  }

  /** Adds the statements of a deployment. */
  void ofDeployment() {
    policy.allow(
        "Bucket",
        arns.bucket(bucket),
        List.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"));
    // EC2 also reads the object on behalf of the caller (VM Import/Export User Guide, "Required
    // permissions").
    policy.allow(
        "Objects",
        arns.objects(bucket, objects),
        List.of("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"));
    List<String> tasks = List.of(arns.all("import-snapshot-task"));
    List<String> snapshots = List.of(arns.snapshots());
    Condition created =
        new Condition("StringEquals", "ec2:CreateAction", List.of("ImportSnapshot"));
    policy.allow("LookImport", ANY, List.of("ec2:DescribeImportSnapshotTasks"));
    policy.allowNew("Import", tasks, List.of("ec2:ImportSnapshot"));
    policy.allowNew("ImportTags", tasks, List.of("ec2:CreateTags"), created);
    policy.allowOwn("Cancel", tasks, List.of("ec2:CancelImportTask"));
    // EC2 creates the snapshot without tags, so it is tagged afterwards.
    policy.allow("Into", arns.snapshots(), List.of("ec2:ImportSnapshot"));
    policy.allowNew("Adopt", snapshots, List.of("ec2:CreateTags"));
    policy.allowOwn("Snapshots", snapshots, List.of("ec2:CreateTags", "ec2:DeleteSnapshot"));
    policy.keys();
  }
}
