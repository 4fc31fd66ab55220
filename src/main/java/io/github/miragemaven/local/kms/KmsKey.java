package io.github.miragemaven.local.kms;

/**
 * A KMS key.
 *
 * @param id its id
 * @param arn its ARN
 * @param alias its alias, including {@code alias/}
 * @param awsManaged whether it is an AWS managed key
 * @param enabled whether it is enabled
 */
public record KmsKey(String id, String arn, String alias, boolean awsManaged, boolean enabled) {}
