/**
 * The IAM policy for each goal: the actions, resources and conditions that the goal needs and no
 * others, as listed in the Service Authorization Reference for EC2, EBS, Systems Manager and KMS.
 *
 * <p>Nothing here calls AWS. A test compares the policy with the calls that the goals make.
 */
package io.github.miragemaven.iam;
