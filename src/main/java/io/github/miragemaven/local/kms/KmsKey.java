package io.github.miragemaven.local.kms;

/**
 * A key.
 *
 * @param id its id
 * @param arn its ARN
 * @param alias its alias, from {@code alias/} on
 * @param awsManaged whether AWS manages it
 * @param enabled whether it can be used
 */
public record KmsKey(String id, String arn, String alias, boolean awsManaged, boolean enabled) {}
