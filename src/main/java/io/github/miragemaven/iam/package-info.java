/**
 * The IAM policy that lets each goal do what it does and nothing else: which actions, on which
 * resources, under which conditions, as the Service Authorization Reference lists them for EC2,
 * EBS, Systems Manager and KMS.
 *
 * <p>Nothing here calls AWS. A test holds the policy against what the goals really call.
 */
package io.github.miragemaven.iam;
